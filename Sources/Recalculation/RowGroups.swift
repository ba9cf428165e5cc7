// SPDX-License-Identifier: Apache-2.0

/// A many-to-one mapping of rows and its inverse: for each target its sources, ascending.
public struct RowGroups: Sendable {
  /// `target[source]`, −1 where the source leads nowhere.
  public let target: [Int32]
  @usableFromInline let starts: [Int32]
  @usableFromInline let sources: [Int32]

  public var targetCount: Int { starts.count - 1 }

  /// - Parameter targetCount: every entry of `target` is −1 or below it.
  public init(target: [Int32], targetCount: Int) {
    self.target = target
    var starts = [Int32](repeating: 0, count: targetCount + 1)
    for row in target where row >= 0 { starts[Int(row) + 1] += 1 }
    for row in 0..<targetCount { starts[row + 1] += starts[row] }
    var next = starts
    var sources = [Int32](repeating: 0, count: Int(starts[targetCount]))
    for (source, row) in target.enumerated() where row >= 0 {
      sources[Int(next[Int(row)])] = Int32(source)
      next[Int(row)] += 1
    }
    self.starts = starts
    self.sources = sources
  }

  /// The sources of one target, ascending.
  public func sources(of row: Int) -> ArraySlice<Int32> { sources[Int(starts[row])..<Int(starts[row + 1])] }
}

extension RowGroups {
  /// The sources of one target, ascending, without a copy.
  @inlinable
  public func withSources(of row: Int, _ body: (UnsafeBufferPointer<Int32>) -> Void) {
    sources.withUnsafeBufferPointer { all in
      let (first, end) = (Int(starts[row]), Int(starts[row + 1]))
      body(UnsafeBufferPointer(rebasing: all[first..<end]))
    }
  }

  /// The target of every source.
  @inlinable
  public func withTargets(_ body: (UnsafeBufferPointer<Int32>) -> Void) { target.withUnsafeBufferPointer(body) }
}
