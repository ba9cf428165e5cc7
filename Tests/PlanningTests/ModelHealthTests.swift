// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// What `tongpin plan check` says of a whole model.
@Suite struct ModelHealthTests {
  @Test func aModelWithTwelveMistakesShowsAllTwelveWithPlaceAndHint() throws {
    let findings = PlanningModel.check(ModelText.parse(try ExamplePlan.fixture("twelve-errors"))).findings
      .filter { $0.severity == .error }
    let found = findings.map { "\($0.place) \($0.code.text)" }
    #expect(
      found == [
        "10:49 plan.name-not-known", "11:52 plan.units-differ", "12:37 plan.dimension-needs-mapping", "13:26 plan.axis-needs-crossing",
        "14:23 plan.circle", "16:9 plan.formula-missing", "17:29 plan.not-a-condition", "18:9 plan.name-used-twice",
        "19:33 plan.argument-missing", "20:52 plan.argument-not-known", "21:36 plan.text-not-understood", "23:11 plan.attribute-not-known",
      ], "\(found)")
    for finding in findings {
      #expect(!finding.hint.isEmpty && !finding.advice.chinese.isEmpty, "\(finding)")
    }
  }

  @Test func findingsSpeakBothLanguages() throws {
    for name in ["twelve-errors", "circle-of-fifty"] {
      for finding in PlanningModel.check(ModelText.parse(try ExamplePlan.fixture(name))).findings {
        #expect(finding.message(inChinese: true).unicodeScalars.contains { $0.value >= 0x4E00 }, "\(finding)")
        #expect(
          finding.message(inChinese: false).unicodeScalars.allSatisfy { $0.value < 0x4E00 || "件元".unicodeScalars.contains($0) },
          "\(finding)")
      }
    }
  }

  @Test func aCircleOfFiftyShowsItsWholePath() throws {
    let circles = PlanningModel.check(ModelText.parse(try ExamplePlan.fixture("circle-of-fifty"))).findings
    let path = (0...50).map { "c\($0 % 50)" }.joined(separator: " → ")
    #expect(circles.filter { $0.code == .circle }.map { $0.detail.hasPrefix(path + ":") } == [true])
  }

  @Test func whatNothingShowsDependsOnIsNamed() {
    let model = PlanningModel.check(
      ModelText.parse(
        """
        input a [month]
        input b [month]
        input c [month]
        measure shown [month] = helper
        measure helper [month]
          hidden: yes
          = a
        measure dead [month]
          hidden: yes
          = dying + b
        measure dying [month]
          hidden: yes
          = b
        """))
    #expect(model.isUsable)
    let found = model.findings.map { "\($0.code.text) \($0.subject)" }
    #expect(found == ["plan.not-visible b", "plan.not-used c", "plan.not-visible dead", "plan.not-visible dying"])
  }

  /// A chain of `count` measures over inputs, each with a lag, a lookup and an aggregation.
  private func generated(_ count: Int) -> String {
    var text = "model generated\ndimension Item 物料 \"Item\"\n  hierarchy p: Family\ndimension Region 区域\n"
    text += "input rate [Item.Family, month] %\ninput units [Item, Region, month] 件\n"
    text += "measure m0 指标0 \"Measure 0\" [Item, Region, month] 件 = units\n"
    for index in 1..<count {
      text +=
        "measure m\(index) 指标\(index) \"Measure \(index)\" [Item, Region, month] 件\n  note: \"第 \(index) 个\"\n"
        + "  = if given(m\(index - 1)) then m\(index - 1) * (1 + rate[by Item.Family]) + prev(m\(index / 2)) * 5% else lag(m\(index / 3), 2, else: 0)\n"
    }
    return text
  }

  @Test func theWorkOfACheckGrowsAsTheModelDoes() throws {
    let small = PlanningModel.report(PlanningModel.check(ModelText.parse(generated(1_000))))
    let large = PlanningModel.report(PlanningModel.check(ModelText.parse(generated(2_000))))
    #expect(large.findings.isEmpty && large.lines.count == 2_002)
    // A block a measure and at most five edges each: nothing is laid out twice.
    #expect(large.blockCount == 2_002)
    #expect(large.edgeCount <= 2 * small.edgeCount + 10 && large.edgeCount <= 4 * 2_000)
  }

  @Test func aModelOfTwoThousandMeasuresLoadsAndCalculates() throws {
    let model = PlanningModel.check(ModelText.parse(generated(2_000)))
    let first = Month(year: 2026, month: 1)
    let items = MemberTable(
      dimension: "Item", leaves: (1...4).map { MemberTable.Leaf(id: $0, code: "P\($0)", parents: ["Family": 11]) },
      groups: [MemberTable.Group(id: 11, code: "F", level: "Family")])
    let regions = MemberTable(dimension: "Region", leaves: [MemberTable.Leaf(id: 1, code: "R")])
    let engine = try PlanEngine(
      model: model, members: [items, regions],
      calendar: PlanCalendar(firstMonth: first, lastMonth: first.adding(months: 11), cutoff: first.adding(months: -1)))
    try engine.load("units", members: [1, 1], firstPeriod: .month(first), values: [1], source: .constant)
    engine.calculate()
    #expect(try engine.value("m1999", at: ["Item": 1, "Region": 1], period: .month(first)) == 1)
    let wave = try engine.apply([
      InputEdit(
        measure: "units", coordinate: ["Item": 2, "Region": 1], period: .month(first.adding(months: 11)), value: 3, source: .constant)
    ])
    // One cell of each measure, and no other row or month.
    #expect(wave.changedCells == 2_001 && wave.touchedCells <= 2_001)
  }
}
