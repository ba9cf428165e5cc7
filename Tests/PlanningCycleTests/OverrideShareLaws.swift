// SPDX-License-Identifier: Apache-2.0
import Access
import Journal
import Planning
import Testing

@testable import PlanningCycle

/// What must hold for every total and every plan. Random cases, the same in every run.
@Suite struct OverrideShareLaws {
  /// Numbers that are the same in every run.
  private struct Draws {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
  }

  @Test("parts add up to the last digit, none is below 0, and those above 0 moved in proportion to their variances", arguments: 0..<40)
  func shares(_ seed: Int) throws {
    var draws = Draws(state: UInt64(seed) + 17)
    let leaves = (0..<(1 + draws.below(80))).map { _ in
      OverrideShares.Leaf(
        base: Double(draws.below(5_000)) / 10,
        deviation: draws.below(6) == 0 ? nil : Double(draws.below(800)) / 10 * Double(draws.below(3)))
    }
    let total = Double(draws.below(60_000)) + (draws.below(4) == 0 ? 0.25 : 0)
    let parts = try OverrideShares.reconciled(total, leaves)
    #expect(parts.reduce(0, +) == total && parts.allSatisfy { $0 >= 0 })
    #expect(parts.filter { $0 != $0.rounded() }.count <= 1)
    #expect(try OverrideShares.reconciled(total, leaves) == parts)
    let moved = zip(leaves, parts).compactMap { leaf, part -> (lower: Double, upper: Double)? in
      guard let deviation = leaf.deviation, deviation > 20, part > 2 else { return nil }
      let variance = deviation * deviation
      return ((part - leaf.base - 1.5) / variance, (part - leaf.base + 1.5) / variance)
    }
    // One multiplier explains all that are free.
    if let highest = moved.map(\.lower).max(), let lowest = moved.map(\.upper).min() { #expect(highest <= lowest + 1e-9) }
  }

  @Test("three times as unsure moves nine times as far; what is sure gives way last, and can")
  func widths() throws {
    func share(_ total: Double, _ deviations: [Double]) throws -> [Double] {
      try OverrideShares.reconciled(total, deviations.map { OverrideShares.Leaf(base: 100, deviation: $0) })
    }
    #expect(try share(400, [10, 30]) == [120, 280])
    #expect(try share(110, [0, 30]) == [100, 10])
    #expect(try share(40, [0, 30]) == [40, 0], "below 0 nothing goes")
    #expect(try share(0, [10, 30]) == [0, 0])
  }

  @Test(
    "whatever is typed at whatever level: it stands exactly, what people typed stays, nothing is below 0, and a restart has the same plan",
    arguments: 0..<6)
  func sessions(_ seed: Int) throws {
    var draws = Draws(state: UInt64(seed) * 91 + 5)
    let company = try SmallCompany()
    let (items, regions) = (["FAN-1", "FAN-2", "F:风扇", "ALL"], ["EAST", "SOUTH", "ALL"])
    let input = try #require(company.workspace.plan.landing.id("override"))
    func leaves() throws -> [OverrideLeaf] {
      let reader = OverrideLeaves(company.workspace.plan, company.workspace.overrideLedger, input: input)
      return try reader.read(try #require(reader.span(item: nil, region: nil)), month("2026-12"))
    }
    var accepted = 0
    for _ in 0..<30 {
      let (item, region) = (items[draws.below(4)], regions[draws.below(3)])
      let value = draws.below(5) == 0 ? nil : "\(draws.below(1_200))"
      let typed = TypedOverride(item: item, region: region, month: "2026-12", value: value)
      let before = try leaves()
      do {
        _ = try company.workspace.overrideForecast(
          try Access.authorize(SmallCompany.chen, to: To.EditForecast.self), typed, context: company.context(SmallCompany.chen))
      } catch let error as CycleError {
        #expect([.overridesHeld, .entryRefused].contains(error.code), "\(error.code.text)")
        continue
      }
      accepted += 1
      let after = try leaves()
      if let value { #expect(try company.value(typed.cell) == Double(value)) }
      #expect(after.allSatisfy { $0.present >= 0 })
      for (old, new) in zip(before, after) where old.isOwn && !(old.place == place(item, region, company)) {
        #expect(old.override == new.override)
      }
    }
    #expect(accepted > 5)
    let again = try company.restarted()
    #expect(digest(again) == digest(company.workspace))
    #expect(again.heldTotals.standing().map(\.value) == company.workspace.heldTotals.standing().map(\.value))
  }

  private func place(_ item: String, _ region: String, _ company: SmallCompany) -> SalesHistory.Place? {
    let catalogue = company.workspace.plan.catalogue
    guard let item = catalogue.itemIndex(item), let region = catalogue.regionIndex(region) else { return nil }
    return SalesHistory.Place(item: item, region: region)
  }
}
