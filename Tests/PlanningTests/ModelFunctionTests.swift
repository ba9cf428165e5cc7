// SPDX-License-Identifier: Apache-2.0

import Formulas
import Planning
import Testing

/// Sees: an example that gives other numbers than the table says, a function the manual does not show, a function that the check does
/// not know. Does not see: cases that no example has.
@Suite struct ModelFunctionTests {
  @Test(arguments: FunctionSignature.all.map(\.name))
  func theExampleOfAFunctionGivesWhatTheTableSays(name: String) throws {
    let example = try #require(FunctionSignature.named(name)?.example)
    let result = try ExamplePlan.result(example.formula, over: example.axes)
    #expect(result.count == example.result.count)
    for (position, (given, wanted)) in zip(result, example.result).enumerated() {
      let isSame = given == wanted || abs((given ?? .infinity) - (wanted ?? -.infinity)) < 1e-9
      #expect(isSame, "\(name) at \(position): \(String(describing: given)), the table says \(String(describing: wanted))")
    }
  }

  @Test func theManualShowsTheTable() throws {
    let manual = try ExamplePlan.specification()
    for function in FunctionSignature.all {
      let line =
        "| `\(function.form)` | \(function.words.chinese) · \(function.words.english) | `\(function.example.formula)` | \(function.example.text) |"
      #expect(manual.contains(line), "the manual lacks \(line)")
    }
    for line in ExamplePlan.text.split(separator: "\n") { #expect(manual.contains(line)) }
  }

  @Test func everyTextOfTheTablesIsInBothLanguages() {
    let words =
      FunctionSignature.all.flatMap { [$0.words] + $0.arguments.map(\.words) } + AttributeSignature.all.map(\.words)
    for one in words {
      #expect(one.chinese.unicodeScalars.contains { $0.value >= 0x4E00 }, "\(one)")
      #expect(!one.english.isEmpty && one.english.unicodeScalars.allSatisfy { $0.value < 0x4E00 }, "\(one)")
    }
  }

  @Test func sharesOfAnAllocationSumToTheAmountToTheBit() throws {
    for amount in ["1", "0.1", "1000000 / 7", "-33.33", "x / 3"] {
      for key in ["k", "k * 0.1", "k - 1", "0 * k", "k * k / 7"] {
        let engine = try ExamplePlan.engine("allocate(\(amount), by: \(key))", over: "Item, month")
        let whole = try ExamplePlan.result("0 + \(amount)", over: "month")
        var sums = [Double](repeating: 0, count: 6)
        for id in Int64(1)...3 {
          for (t, value) in try engine.values("result", at: ["Item": id])[12...].enumerated() { sums[t] += value }
        }
        #expect(sums.map(Optional.init) == whole, "\(amount) by \(key)")
      }
    }
  }

  @Test func anAllocationWithoutKeyIsEvenAndOneMemberWithoutWeightGetsNothing() throws {
    #expect(try ExamplePlan.result("allocate(90, by: 0 * k)", over: "Item") == [30, 30, 30])
    #expect(try ExamplePlan.result("allocate(90, by: k - 3)", over: "Item") == [30, 30, 30])
    #expect(try ExamplePlan.result("allocate(90, by: k - 1)", over: "Item")[0] == 0)
    let shares = try ExamplePlan.result("allocate(sum(k by Item.Family) * 10, by: k * k)", over: "Item")
    #expect(abs((shares[0] ?? 0) - 6) < 1e-9 && abs((shares[1] ?? 0) - 24) < 1e-9 && shares[2] == 30)
  }

  @Test func aDatedMemberCountsInTotalsOnlyWhileItIsValid() throws {
    #expect(
      try ExamplePlan.result("sum(if valid(Item) then k else 0 over Item)", over: "month") == [4, 4, 6, 6, 3, 3])
    let days = try ExamplePlan.engine("if valid(Item) then 1 else 0", over: "Item, day")
    #expect(try days.values("result", at: ["Item": 3]).reduce(0, +) == 61)
  }

  @Test func januaryAndFebruaryCrossOnlyWhereTheFestivalMoved() throws {
    // 2024-02-10, 2025-01-29, 2026-02-17: against 2025 both years cross; March compares with March.
    let result = try ExamplePlan.result("sameperiod(x) - lastyear(x)", over: "month")
    #expect(result == [10, -10, 0, 0, 0, 0])
  }
}
