// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import Testing

/// Sees: a lost 分 at any level, a locked figure that moves, a sum that was to stay and did not, a share that goes to the wrong part.
/// Does not see: whether a target can be reached.
@Suite("Annual targets")
struct TargetTests {
  /// The company 0; east 1 with Li 2 and Wu 3; north 4 without people; south 5 with Zhao 6.
  private let tree = TargetTree(parents: [nil, 0, 1, 1, 0, 0, 5])
  private let year = TargetBox(0, .year)

  private func total(_ grid: TargetGrid, of place: Int, _ span: TargetSpan = .year) -> Int64 { grid[TargetBox(place, span)] }

  /// 100.00 over everybody alike.
  private func even(_ amount: Int64 = 100_00) throws -> TargetGrid { try TargetGrid(tree).setting(year, to: amount, .even) }

  private func addsUp(_ grid: TargetGrid) -> Bool {
    let spans = [TargetSpan.year] + (1...4).map { .quarter($0) } + (1...12).map { .month($0) }
    return (0..<tree.count).allSatisfy { place in
      spans.allSatisfy { span in
        let box = TargetBox(place, span)
        return [TargetGrid.Axis.places, .periods].allSatisfy { axis in
          let parts = grid.parts(of: box, axis)
          return parts.isEmpty || parts.reduce(0) { $0 + grid[$1] } == grid[box]
        }
      }
    }
  }

  @Test("Alike at every level: regions 33.34, 33.33, 33.33, not by how many people they have; a person's quarters differ by a 分 at most")
  func alike() throws {
    let grid = try even()
    #expect(total(grid, of: 0) == 100_00 && addsUp(grid))
    #expect([1, 4, 5].map { total(grid, of: $0) } == [33_34, 33_33, 33_33])
    #expect([2, 3].map { total(grid, of: $0) } == [16_67, 16_67])
    #expect((1...4).map { total(grid, of: 2, .quarter($0)) } == [4_17, 4_17, 4_17, 4_16])
  }

  @Test("By last year's shape: a third of the year in November stays a third, and who sold nothing gets nothing")
  func shape() throws {
    var weights = [Double](repeating: 0, count: tree.count * 12)
    for month in 0..<12 {
      weights[2 * 12 + month] = month == 10 ? 33 : 6
      weights[4 * 12 + month] = 3
    }
    let grid = try TargetGrid(tree).setting(year, to: 1_350_000_01, .weights(weights))
    #expect(addsUp(grid) && total(grid, of: 0) == 1_350_000_01)
    #expect(total(grid, of: 2) == 990_000_01 && total(grid, of: 4) == 360_000_00, "99 parts and 36 of 135, the 分 goes to the larger rest")
    #expect(total(grid, of: 3) == 0 && total(grid, of: 6) == 0)
    #expect(total(grid, of: 2, .month(11)) == 330_000_01, "the 分 goes where the share of it is largest")
  }

  @Test("One's own weights decide between the parts, the shape within them; too few weights are refused")
  func ownWeights() throws {
    let grid = try TargetGrid(tree).setting(year, to: 900_00, .even, shares: (.places, [5, 3, 1]))
    #expect([1, 4, 5].map { total(grid, of: $0) } == [500_00, 300_00, 100_00] && addsUp(grid))
    let seasons = try grid.setting(TargetBox(4, .year), to: 300_00, .even, shares: (.periods, [1, 1, 1, 3]))
    #expect((1...4).map { total(seasons, of: 4, .quarter($0)) } == [50_00, 50_00, 50_00, 150_00] && addsUp(seasons))
    #expect(throws: TargetRefusal.sharesMissing(3)) {
      try grid.setting(year, to: 900_00, .even, shares: (.places, [5, 3]))
    }
    #expect(throws: TargetRefusal.sharesMissing(4)) {
      try grid.setting(year, to: 900_00, .even, shares: (.periods, [0, 0, 0, 0]))
    }
  }

  @Test("Locked parts stay and the rest is split again; below what is locked, the whole cannot go")
  func locks() throws {
    var grid = try even(120_00)
    grid.lock(TargetBox(1, .quarter(1)))
    let held = total(grid, of: 1, .quarter(1))
    let more = try grid.setting(year, to: 240_00, .even)
    #expect(total(more, of: 1, .quarter(1)) == held && total(more, of: 0) == 240_00 && addsUp(more))
    #expect(total(more, of: 1, .quarter(2)) > held * 2, "the other quarters take the growth")
    #expect(throws: TargetRefusal.belowLocked(year, held)) { try grid.setting(year, to: held - 1, .even) }
    #expect(throws: TargetRefusal.locked) { try grid.setting(TargetBox(1, .quarter(1)), to: 5, .even) }
    #expect(throws: TargetRefusal.movesLocked(TargetBox(1, .quarter(1)))) { try grid.setting(TargetBox(2, .month(2)), to: 5, .even) }
    for person in [2, 3] { grid.lock(TargetBox(person, .quarter(2))) }
    #expect(throws: TargetRefusal.allLocked(total(grid, of: 1, .quarter(2)))) { try grid.setting(TargetBox(1, .quarter(2)), to: 5, .even) }
  }

  @Test("The sum of a locked region stays while its people are split again inside; from outside it does not move")
  func lockedAround() throws {
    var grid = try even(120_00)
    grid.lock(TargetBox(1, .year))
    let east = total(grid, of: 1)
    let inside = try grid.setting(TargetBox(2, .year), to: 30_00, .even, sums: .places)
    #expect(total(inside, of: 1) == east && total(inside, of: 2) == 30_00 && total(inside, of: 3) == east - 30_00 && addsUp(inside))
    #expect(throws: TargetRefusal.movesLocked(TargetBox(1, .year))) { try grid.setting(TargetBox(2, .year), to: 30_00, .even) }
    let north = try grid.setting(TargetBox(4, .year), to: 50_00, .even, sums: .places)
    #expect(total(north, of: 1) == east && total(north, of: 0) == 120_00 && total(north, of: 5) == 120_00 - east - 50_00)
  }

  @Test("A quarter changes and the year stays, or the region and the company stays; who has too little to give says how much")
  func sumsThatStay() throws {
    let grid = try even(120_00)
    let quarter = try grid.setting(TargetBox(4, .quarter(4)), to: 25_00, .even, sums: .periods)
    #expect(total(quarter, of: 4) == 40_00 && total(quarter, of: 4, .quarter(4)) == 25_00 && addsUp(quarter))
    #expect((1...3).map { total(quarter, of: 4, .quarter($0)) } == [5_00, 5_00, 5_00])
    let follows = try grid.setting(TargetBox(4, .quarter(4)), to: 25_00, .even)
    #expect(total(follows, of: 0) == 135_00)
    #expect(throws: TargetRefusal.othersTooSmall(80_00)) { try grid.setting(TargetBox(4, .year), to: 130_00, .even, sums: .places) }
    #expect(throws: TargetRefusal.nobodyElse) { try grid.setting(year, to: 130_00, .even, sums: .places) }
    #expect(throws: TargetRefusal.outOfRange) { try grid.setting(year, to: -1, .even) }
  }

  @Test("Whatever is set in whatever order, every level adds up, locked figures stand, and the figure is the one that was asked for")
  func laws() throws {
    var state: UInt64 = 20_261_128
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let spans = [TargetSpan.year] + (1...4).map { .quarter($0) } + (1...12).map { .month($0) }
    var grid = try even(123_456_789)
    var held: [TargetBox] = []
    var applied = 0
    for _ in 0..<2_000 {
      let box = TargetBox(next(tree.count), spans[next(spans.count)])
      if next(6) == 0, !held.contains(box) {
        held.append(box)
        grid.lock(box)
      }
      if held.count > 4 { grid.unlock(held.removeFirst()) }
      let weights = (0..<tree.count * 12).map { _ in Double(next(5)) }
      let amount = Int64(next(40_000_000))
      guard let changed = try? grid.setting(box, to: amount, next(2) == 0 ? .even : .weights(weights), sums: TargetSums.allCases[next(3)])
      else { continue }
      applied += 1
      #expect(changed[box] == amount && addsUp(changed) && grid.locks.allSatisfy { changed[$0] == grid[$0] }, "seed 20261128")
      grid = changed
    }
    #expect(applied > 300, "enough of them were possible: \(applied)")
  }
}
