// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import PlanningCycle

/// Which kinds have rows that are no facts yet, and whose they are. What an adapter's writer knows: after a restart there are none.
public struct Staging: Sendable {
  private var numbers: [FactKind: Int64] = [:]
  private var begun: Int64 = 0

  public init() {}

  public subscript(kind: FactKind) -> Int64? { numbers[kind] }

  /// Rows of a kind are on their way from now on.
  public mutating func begin(_ kind: FactKind) -> Int64 {
    begun += 1
    numbers[kind] = begun
    return begun
  }

  public mutating func end(_ kind: FactKind) { numbers[kind] = nil }

  /// - Throws: `superseded` when these rows are not the ones on their way any more.
  public func require(_ kind: FactKind, _ number: Int64) throws(StoreError) {
    guard numbers[kind] != number else { return }
    throw StoreError(
      .superseded, subject: kind.rawValue, detail: "Rows of \(kind.rawValue) were kept while these were on their way.",
      hint: "Nothing of these was kept: send them again.")
  }
}
