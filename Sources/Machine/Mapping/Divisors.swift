/// The divisors of a positive number, in growing order; takes about √n steps.
public func divisors(of number: Int) -> [Int] {
  precondition(number > 0, "invariant: extents are positive")
  var small: [Int] = []
  var large: [Int] = []
  var candidate = 1
  while candidate <= number / candidate {
    if number % candidate == 0 {
      small.append(candidate)
      if candidate != number / candidate { large.append(number / candidate) }
    }
    candidate += 1
  }
  return small + large.reversed()
}
