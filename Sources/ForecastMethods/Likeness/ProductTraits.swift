// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What kind of product it is: texts that are the same or not, and numbers that are near or far.
public struct ProductTraits: Hashable, Sendable {
  /// Family, brand, channel: of every product the same kinds in the same order; empty where it is not known.
  public let labels: [String]
  /// Price, size, number of shops: likewise; nil where it is not known.
  public let numbers: [Double?]

  /// - Throws: `not-finite` for an infinity or NaN.
  public init(labels: [String] = [], numbers: [Double?] = []) throws(ForecastError) {
    if let index = numbers.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
      throw ForecastError(
        .notFinite, subject: "trait, number \(index + 1)", detail: "a finite number is needed", hint: "leave out what is not known")
    }
    (self.labels, self.numbers) = (labels, numbers)
  }
}

/// How alike products are: the mean over their traits of 1 for the same label and 0 for another, and of 1 − distance ÷ range for numbers.
///
/// Traits that one of two products lacks say nothing of them. The range is that between the tenth and the ninetieth of a hundred known
/// products; what lies
/// beyond it is as far as its end.
///
/// - References: J. C. Gower (1971), A general coefficient of similarity and some of its properties, Biometrics 27(4), 857–871.
struct Likeness {
  private let ranges: [Double]

  init(_ known: [ProductTraits]) {
    let kinds = known.reduce(0) { max($0, $1.numbers.count) }
    ranges = (0..<kinds).map { kind in
      let sorted = known.compactMap { kind < $0.numbers.count ? $0.numbers[kind] : nil }.sorted()
      guard let first = sorted.first, let last = sorted.last else { return 0 }
      let range = sorted[sorted.count * 9 / 10] - sorted[sorted.count / 10]
      return range > 0 ? range : last - first
    }
  }

  /// 0 … 1; 0 where no trait can be compared.
  func similarity(_ one: ProductTraits, _ other: ProductTraits) -> Double {
    var (sum, count) = (0.0, 0.0)
    for (left, right) in zip(one.labels, other.labels) where !left.isEmpty && !right.isEmpty {
      sum += left == right ? 1 : 0
      count += 1
    }
    for (kind, range) in ranges.enumerated() where kind < one.numbers.count && kind < other.numbers.count {
      guard let left = one.numbers[kind], let right = other.numbers[kind] else { continue }
      sum += left == right ? 1 : range > 0 ? max(0, 1 - abs(left - right) / range) : 0
      count += 1
    }
    return count > 0 ? sum / count : 0
  }
}
