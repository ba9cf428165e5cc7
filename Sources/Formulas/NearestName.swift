// SPDX-License-Identifier: Apache-2.0

/// The name an author probably meant.
public enum NearestName {
  /// The candidate with the fewest edits (Levenshtein), at most a third of the letters; the first of equals.
  public static func of(_ name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased())
    guard wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate.count <= 64 {
      let distance = distance(wanted, Array(candidate.lowercased()))
      guard distance <= max(1, max(wanted.count, candidate.count) / 3) else { continue }
      if let found = best, found.distance <= distance { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if abs(left.count - right.count) > 21 { return .max }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let substituted = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
