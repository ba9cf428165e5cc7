// SPDX-License-Identifier: Apache-2.0

/// Scenarios in memory. Each can be derived again from its events, so that the one that nobody looked at for longest may leave
/// when the others need room.
struct ScenarioShelf {
  /// Bytes of all scenarios together before one leaves; the newest always stays.
  static let bytesLimit = 512 << 20

  private var branches: [Int64: ScenarioBranch] = [:]
  /// Longest unused first.
  private var order: [Int64] = []

  /// In memory, without asking for it.
  subscript(id: Int64) -> ScenarioBranch? { branches[id] }
  var ids: [Int64] { branches.keys.sorted() }
  var ownBytes: Int { branches.values.reduce(0) { $0 + $1.ownBytes } }

  /// Marks it as used.
  mutating func take(_ id: Int64) -> ScenarioBranch? {
    guard let branch = branches[id] else { return nil }
    order.removeAll { $0 == id }
    order.append(id)
    return branch
  }

  mutating func put(_ branch: ScenarioBranch, _ id: Int64, limit: Int = bytesLimit) {
    branches[id] = branch
    order.removeAll { $0 == id }
    order.append(id)
    while order.count > 1, ownBytes > limit { branches[order.removeFirst()] = nil }
  }

  mutating func remove(_ id: Int64) {
    branches[id] = nil
    order.removeAll { $0 == id }
  }

  mutating func removeAll() {
    branches = [:]
    order = []
  }

  /// The plan they were branched from was derived anew: they keep their cells to themselves now.
  func detach() { for branch in branches.values { branch.standsAlone = true } }
}
