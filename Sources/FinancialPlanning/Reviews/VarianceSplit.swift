// SPDX-License-Identifier: Apache-2.0

/// A difference by factor, 分; the parts are the whole to the 分.
public struct VarianceSplit: Sendable, Hashable {
  /// In the order of `VarianceFactor.allCases`.
  public private(set) var parts: [Int64]

  public init() { parts = [Int64](repeating: 0, count: VarianceFactor.allCases.count) }

  /// - Parameter parts: one a factor, in the order of `VarianceFactor.allCases`.
  public init(parts: [Int64]) {
    precondition(parts.count == VarianceFactor.allCases.count, "one part a factor")
    self.parts = parts
  }

  /// All of it is 其他.
  static func rest(_ difference: Int64) -> VarianceSplit {
    var split = VarianceSplit()
    split.parts[split.parts.count - 1] = difference
    return split
  }

  /// The nearest whole 分 of each part, so chosen that they add up: all are rounded down, and what is left goes to the largest remainders, ties
  /// to the earlier factor.
  init(_ exact: [Double], total: Int64) {
    var parts = exact.map { Int64($0.rounded(.down)) }
    let left = total - parts.reduce(0, +)
    let order = exact.indices.sorted { (exact[$0] - exact[$0].rounded(.down), -$0) > (exact[$1] - exact[$1].rounded(.down), -$1) }
    let (each, more) = left.quotientAndRemainder(dividingBy: Int64(parts.count))
    for (position, index) in order.enumerated() {
      parts[index] += each + (position < Int(more.magnitude) ? more.signum() : 0)
    }
    self.parts = parts + [0]
  }

  public subscript(_ factor: VarianceFactor) -> Int64 { parts[VarianceFactor.allCases.firstIndex(of: factor) ?? 0] }
  public var total: Int64 { parts.reduce(0, +) }

  public static func += (left: inout VarianceSplit, right: VarianceSplit) {
    for index in left.parts.indices { left.parts[index] += right.parts[index] }
  }
}
