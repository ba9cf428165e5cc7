// SPDX-License-Identifier: Apache-2.0

/// Does independent pieces of work, on as many threads as whoever calls has; the order of completion must not matter.
public protocol ParallelWork: Sendable {
  var threadCount: Int { get }
  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void)
}

/// One after another.
public struct SerialWork: ParallelWork {
  public init() {}
  public var threadCount: Int { 1 }
  public func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) { for index in 0..<count { body(index) } }
}
