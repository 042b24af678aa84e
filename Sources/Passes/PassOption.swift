import FuseIR

/// An option of a pass.
public typealias PassOption<Owner> = TypedOption<Owner>

/// A type of pass options.
public typealias PassOptionValue = OptionValue
