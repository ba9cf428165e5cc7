// SPDX-License-Identifier: Apache-2.0

/// Neighbouring periods in which a rule hits, as one: from the first beyond the line to the last before one that has recovered.
struct RuleStretch: Equatable {
  /// Positions among the periods.
  let first: Int
  var last: Int
  /// The one farthest beyond the line; the first of several.
  var worst: Int

  /// - Parameters:
  ///   - excess: by period how far it lies beyond the line; 0 or less: within; not a number: not known, which ends a stretch.
  ///   - recovery: the share of the worst excess by which a period has to lie within the line for the stretch to end; 0: as soon as it does.
  static func all(_ excess: [Double], recovery: Double) -> [RuleStretch] {
    var stretches: [RuleStretch] = []
    var open: RuleStretch?
    for (index, value) in excess.enumerated() {
      if var stretch = open {
        let line = -recovery * excess[stretch.worst]
        if value > 0 || (value.isFinite && value > line) {
          stretch.last = index
          if value > excess[stretch.worst] { stretch.worst = index }
          open = stretch
          continue
        }
        stretches.append(stretch)
        open = nil
      }
      if value > 0 { open = RuleStretch(first: index, last: index, worst: index) }
    }
    if let open { stretches.append(open) }
    // What only lingers at the end of the window has not recovered, and stays.
    return stretches
  }
}
