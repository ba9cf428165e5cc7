// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// So many at once and no more.
final class BoundedCount: Sendable {
  private let limit: Int
  private let count = Atomic<Int>(0)

  init(_ limit: Int) { self.limit = limit }

  func enter() -> Bool {
    guard count.wrappingAdd(1, ordering: .relaxed).newValue <= limit else {
      leave()
      return false
    }
    return true
  }

  func leave() { count.wrappingSubtract(1, ordering: .relaxed) }
}
