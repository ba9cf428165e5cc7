// SPDX-License-Identifier: Apache-2.0

import Recalculation
import Testing

/// Sees: a node calculated before what it reads, a circle that is missed or wrongly named. Does not see: what edges mean.
@Suite struct DependencyGraphTests {
  @Test func everyGroupStandsAfterTheGroupsItReads() {
    let graph = DependencyGraph(reads: [[1, 2], [3], [3], [], [5], [4, 0]])
    let groups = graph.groups()
    #expect(groups.contains([4, 5]))
    let position = { node in groups.firstIndex { $0.contains(node) } ?? -1 }
    #expect(position(3) < position(1) && position(1) < position(0) && position(0) < position(4))
  }

  @Test func aCircleIsNamedInOrder() {
    #expect(DependencyGraph(reads: [[1], [2], [0], [3]]).circle() == [0, 1, 2])
    #expect(DependencyGraph(reads: [[1], [2], []]).circle() == nil)
    #expect(DependencyGraph(reads: [[0]]).circle() == [0])
  }

  @Test func aChainOfAHundredThousandNeedsNoStack() {
    let reads = (0..<100_000).map { $0 == 0 ? [] : [$0 - 1] }
    #expect(DependencyGraph(reads: reads).groups().count == 100_000)
  }

  @Test func staleIntervalsGrowToHoldEveryMark() {
    let dirty = DirtyRows(rowCount: 4)
    dirty.mark(2, 5..<7)
    dirty.mark(2, 1..<2)
    dirty.mark(0, 3..<3)
    #expect(dirty.sortedRows() == [2] && dirty.interval(of: 2) == 1..<7 && dirty.firstPosition == 1)
    dirty.clear()
    #expect(dirty.isEmpty && dirty.interval(of: 2).isEmpty)
  }

  @Test func sourcesOfATargetStandInRowOrder() {
    let groups = RowGroups(target: [1, 0, 1, -1, 1], targetCount: 2)
    #expect(Array(groups.sources(of: 1)) == [0, 2, 4] && Array(groups.sources(of: 0)) == [1])
  }
}
