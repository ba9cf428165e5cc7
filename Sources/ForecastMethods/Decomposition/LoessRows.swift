// SPDX-License-Identifier: Apache-2.0

/// The weights with which a local line (loess) reads evenly spaced values: one row for each place near an end, and one for all places
/// between.
///
/// Weights depend on places alone, so they are computed once and used in every iteration. Rows of huge windows are made when asked for,
/// since a table of them would be larger than the series is worth.
///
/// - References: W. Cleveland (1979), Robust locally weighted regression and smoothing scatterplots, J. Am. Stat. Assoc. 74(368), 829–836.
final class LoessRows {
  let count: Int
  /// Values that one line is drawn through.
  let span: Int
  let isLinear: Bool
  /// Weights of the distance alone, to be multiplied by those of the values; otherwise ready to be summed.
  let isRaw: Bool
  /// Places at the left and right end whose window does not have them in its middle.
  let leftEdge: Int
  let rightEdge: Int

  private let window: Int
  private let isStored: Bool
  /// Before the first place, left edge, right edge, after the last place; then the row of the middle, then scratch.
  private let rows: UnsafeMutablePointer<Double>
  private let edgeRows: Int

  /// Doubles that a table may have: 32 MB.
  private static let largestTable = 1 << 22

  /// - Parameters:
  ///   - count: values, at least 1.
  ///   - window: odd, at least 3; more than `count` draws flatter lines through all values.
  init(count: Int, window: Int, isLinear: Bool, isRaw: Bool) {
    self.count = count
    self.window = window
    self.isLinear = isLinear
    self.isRaw = isRaw
    span = min(window, count)
    leftEdge = window < count ? (window - 1) / 2 : (count + 1) / 2
    rightEdge = window < count ? (window - 1) / 2 : count / 2
    edgeRows = leftEdge + rightEdge + 2
    isStored = edgeRows * span <= LoessRows.largestTable
    rows = .allocate(capacity: ((isStored ? edgeRows : 0) + 2) * span)
    rows.initialize(repeating: 0, count: ((isStored ? edgeRows : 0) + 2) * span)
    if isStored {
      for number in 0...leftEdge {
        let row = rows + number * span
        fill(row, place: number - 1)
        // The right end is the left one seen in a mirror.
        if number <= rightEdge { mirror(row, to: rows + (edgeRows - 1 - number) * span) }
      }
    }
    if leftEdge + rightEdge < count { fill(rows + middleRow * span, place: leftEdge) }
  }

  deinit { rows.deallocate() }

  private var middleRow: Int { isStored ? edgeRows : 0 }

  /// The row of all places from `leftEdge` to `count − rightEdge − 1`.
  var middle: UnsafePointer<Double> { UnsafePointer(rows + middleRow * span) }

  /// The first value under the weights of `place`.
  func left(of place: Int) -> Int {
    window < count ? min(max(0, place - (window - 1) / 2), count - span) : 0
  }

  /// - Parameter place: −1 … `count`; both ends lie one step outside. The row holds until the next is asked for.
  func row(_ place: Int) -> UnsafePointer<Double> {
    if place >= leftEdge, place < count - rightEdge { return middle }
    if isStored {
      let number = place < leftEdge ? place + 1 : place - count + edgeRows - 1
      return UnsafePointer(rows + number * span)
    }
    let scratch = rows + span
    fill(scratch, place: place)
    return UnsafePointer(scratch)
  }

  private func mirror(_ row: UnsafePointer<Double>, to other: UnsafeMutablePointer<Double>) {
    for index in 0..<span { other[span - 1 - index] = row[index] }
  }

  /// A line needs values whose places spread farther than this.
  var leastSpread: Double { 0.001 * Double(count - 1) }

  private func fill(_ row: UnsafeMutablePointer<Double>, place: Int) {
    let first = left(of: place)
    var reach = Double(max(place - first, first + span - 1 - place))
    if window > count { reach += Double((window - count) / 2) }
    let (near, far) = (0.001 * reach, 0.999 * reach)
    for index in 0..<span {
      let distance = Double(abs(first + index - place))
      let share = distance / reach
      let rest = 1 - share * share * share
      let weight = rest * rest * rest
      row[index] = distance <= near ? 1 : distance <= far ? weight : 0
    }
    guard !isRaw else { return }
    var total = 0.0
    var moment = 0.0
    for index in 0..<span {
      total += row[index]
      moment += row[index] * Double(first + index - place)
    }
    let centre = moment / total
    var spread = 0.0
    for index in 0..<span {
      let arm = Double(first + index - place) - centre
      row[index] /= total
      spread += row[index] * arm * arm
    }
    guard isLinear, spread.squareRoot() > leastSpread else { return }
    let tilt = -centre / spread
    for index in 0..<span { row[index] *= 1 + tilt * (Double(first + index - place) - centre) }
  }
}

extension LoessRows {
  /// Smooths `values` into `output`, `count` of each.
  func smooth(_ values: UnsafePointer<Double>, into output: UnsafeMutablePointer<Double>) {
    for place in 0..<leftEdge { output[place] = LoessSums.dot(row(place), values + left(of: place), count: span) }
    let inner = count - leftEdge - rightEdge
    if inner > 0 { LoessSums.plain(middle, span: span, values, stride: 1, width: inner, output + leftEdge) }
    for place in (count - rightEdge)..<count {
      output[place] = LoessSums.dot(row(place), values + left(of: place), count: span)
    }
  }

  /// The same where values count by `trust`; `trusted` is weight × value.
  func smooth(
    _ values: UnsafePointer<Double>, trust: UnsafePointer<Double>, trusted: UnsafePointer<Double>,
    into output: UnsafeMutablePointer<Double>
  ) {
    func solve(_ place: Int, width: Int) {
      let first = left(of: place)
      sums(place, stride: 1).solve(trust: trust + first, trusted: trusted + first, instead: values + place, width: width, output + place)
    }
    for place in 0..<leftEdge { solve(place, width: 1) }
    let inner = count - leftEdge - rightEdge
    if inner > 0 { solve(leftEdge, width: inner) }
    for place in (count - rightEdge)..<count { solve(place, width: 1) }
  }

  func sums(_ place: Int, stride: Int) -> RobustLoessSums {
    RobustLoessSums(
      weights: row(place), span: span, firstDistance: left(of: place) - place, stride: stride, isLinear: isLinear, leastSpread: leastSpread)
  }
}
