// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// After how many periods the drivers of a file may work: `0..2` for all of them, or `price=0..2,promotion=1` for some.
public struct DriverLags: Hashable, Sendable {
  private var all = 0...0
  private var named: [String: ClosedRange<Int>] = [:]
  /// Names in the order in which they were written.
  let names: [String]

  /// The longest of all.
  public var longest: Int { named.values.reduce(all.upperBound) { max($0, $1.upperBound) } }

  /// At once.
  public static let none = DriverLags()

  private init() { names = [] }

  /// - Throws: `values-not-suited` for text that is no range within 0 … `Driver.longestLag`.
  public init(_ text: String) throws(ForecastError) {
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let range = part.split(separator: "=").last ?? ""
      guard let lags = DriverLags.range(String(range)) else {
        throw ForecastError(
          .valuesNotSuited, subject: "lags", detail: "\"\(part)\" is no range of periods within 0 to \(Driver.longestLag)",
          hint: "write 0..2 for all drivers, or price=0..2,promotion=0..1")
      }
      if let sign = part.lastIndex(of: "=") {
        let name = NamedRecords.trimmed(String(part[..<sign]))
        named[name.lowercased()] = lags
        names.append(name)
      } else {
        all = lags
      }
    }
    self.names = names
  }

  func lags(of driver: String) -> ClosedRange<Int> { named[driver.lowercased()] ?? all }

  /// `0..2`, or `1` alone.
  private static func range(_ text: String) -> ClosedRange<Int>? {
    let parts = NamedRecords.trimmed(text).split(separator: ".", omittingEmptySubsequences: true)
    let numbers = parts.compactMap { Int(NamedRecords.trimmed(String($0))) }
    guard numbers.count == parts.count, let first = numbers.first, let last = numbers.last, numbers.count <= 2 else { return nil }
    guard first >= 0, first <= last, last <= Driver.longestLag else { return nil }
    return first...last
  }
}
