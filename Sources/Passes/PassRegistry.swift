/// All passes, by name.
public let allPasses: [any Pass.Type] = []
