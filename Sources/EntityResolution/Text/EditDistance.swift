// SPDX-License-Identifier: Apache-2.0

/// How many characters were changed, left out, put in, or swapped with their neighbour.
enum EditDistance {
  /// - Returns: the number, or `limit + 1` where it is more than `limit`.
  static func between(_ left: [UInt32], _ right: [UInt32], limit: Int) -> Int {
    if left == right { return 0 }
    if abs(left.count - right.count) > limit { return limit + 1 }
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in 1...max(1, left.count) where row <= left.count {
      var now = [row] + [Int](repeating: 0, count: right.count)
      var least = row
      for column in 1...max(1, right.count) where column <= right.count {
        let same = left[row - 1] == right[column - 1]
        var value = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          value = min(value, before[column - 2] + 1)
        }
        now[column] = value
        least = min(least, value)
      }
      if least > limit + 1 { return limit + 1 }
      (before, last) = (last, now)
    }
    return min(last[right.count], limit + 1)
  }
}
