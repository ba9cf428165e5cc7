// SPDX-License-Identifier: Apache-2.0

/// Findings in the order they were made: the first thousand are kept, all are counted.
public struct FindingLog: Sendable {
  public static let keptMaximum = 1_000

  public private(set) var kept: [Finding] = []
  private var counts: [FindingCode: Int] = [:]

  public init() {}

  public mutating func add(_ finding: Finding, count: Int = 1) {
    counts[finding.code, default: 0] += count
    if kept.count < FindingLog.keptMaximum { kept.append(finding) }
  }

  /// Counts more of a code whose words stand there already.
  mutating func addUnkept(_ code: FindingCode, count: Int) {
    if count > 0 { counts[code, default: 0] += count }
  }

  public func count(_ code: FindingCode) -> Int { counts[code] ?? 0 }

  /// Every code that occurred with how often, in the order of `FindingCode.allCases`.
  public var countsByCode: [(code: FindingCode, count: Int)] {
    FindingCode.allCases.compactMap { code in counts[code].map { (code, $0) } }
  }
}
