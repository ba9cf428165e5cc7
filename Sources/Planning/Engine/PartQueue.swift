// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Parts of a stage, handed out one by one to the threads that ask.
final class PartQueue: Sendable {
  private let parts: [Range<Int>]
  private let taken = Atomic(0)

  init(_ parts: [Range<Int>]) { self.parts = parts }

  /// Nil when all are handed out.
  func next() -> Range<Int>? {
    let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < parts.count ? parts[number] : nil
  }
}
