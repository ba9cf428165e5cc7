// SPDX-License-Identifier: Apache-2.0

extension Explanation {
  /// Children sorted by size, the small ones together, and what floating point leaves over.
  ///
  /// - Parameter amount: what the contributions are parts of; nil leaves the parts as they are.
  static func arranged(
    _ parts: [Explanation], amount: Double?, of node: Explanation, width: Int, showsBefore: Bool
  ) -> [Explanation] {
    guard let amount, parts.contains(where: { $0.contribution != nil }) else { return parts }
    var sorted = parts.enumerated().sorted {
      let (a, b) = (abs($0.element.contribution ?? 0), abs($1.element.contribution ?? 0))
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    if sorted.count > width {
      let small = sorted[(width - 1)...]
      var others = Explanation(.others, "others")
      others.contribution = small.reduce(0) { $0 + ($1.contribution ?? 0) }
      others.value = small.reduce(0) { $0 + ($1.value ?? 0) }
      if showsBefore { others.before = small.reduce(0) { $0 + ($1.before ?? 0) } }
      sorted = Array(sorted[..<(width - 1)]) + [others]
    }
    let rest = amount - sorted.reduce(0) { $0 + ($1.contribution ?? 0) }
    guard rest != 0 else { return sorted }
    // More than rounding: members that no group holds, or an operator that accounts for a part only.
    let scale = sorted.reduce(max(abs(node.value ?? 0), abs(node.before ?? 0))) { max($0, abs($1.contribution ?? 0)) }
    let isRounding = abs(rest) <= 1e-9 * scale
    var remainder = Explanation(isRounding ? .rounding : .interplay, isRounding ? "rounding" : "interplay")
    remainder.contribution = rest
    return sorted + [remainder]
  }
}

extension PlanEngine {
  /// The additive parts of the branch of a term that was taken.
  func additiveParts(of term: CellTerm) -> [(sign: Double, term: CellTerm)] {
    var parts: [(sign: Double, term: CellTerm)] = []
    flatten(term, 1, &parts)
    return parts
  }

  private func flatten(_ term: CellTerm, _ sign: Double, _ parts: inout [(sign: Double, term: CellTerm)]) {
    switch term {
    case .binary(.add, let left, let right):
      flatten(left, sign, &parts)
      flatten(right, sign, &parts)
    case .binary(.subtract, let left, let right):
      flatten(left, sign, &parts)
      flatten(right, -sign, &parts)
    case .binary(.firstGiven, let left, let right):
      let value = evaluate(left)
      flatten(value == value ? left : right, sign, &parts)
    case .binary(.minimum, let left, let right), .binary(.maximum, let left, let right):
      let (a, whole) = (evaluate(left), evaluate(term))
      flatten(a == whole ? left : right, sign, &parts)
    case .unary(.negative, let inner): flatten(inner, -sign, &parts)
    case .choice(let test, let then, let otherwise):
      flatten(evaluate(test) == 1 ? then : otherwise, sign, &parts)
    case .sum(let terms): for term in terms { flatten(term, sign, &parts) }
    default: parts.append((sign, term))
    }
  }
}
