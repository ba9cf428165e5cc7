// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import NumericalMethods
import Testing

/// Work, not time. Sees: a loop over all pairs.
@Suite("Many records are looked through without comparing each with each")
struct ScaleTests {
  @Test("the pairs that are compared grow with the records, not with their square")
  func grows() {
    func compared(_ count: Int) -> Int {
      let records = PlantedParties(seed: 7, companies: count).records
      return FindCandidates.parties(records).compared
    }
    let (small, large) = (compared(500), compared(4_000))
    #expect(large < small * 24, "\(small) → \(large)")
  }

  @Test("ten thousand records of one name are compared with neighbours alone, and it is said")
  func crowd() {
    let found = FindCandidates.parties((0..<10_000).map { Party(code: "K\($0)", name: "惠民超市") })
    #expect(found.compared <= 10_000 * 12)
    #expect(found.crowded >= 10_000)
    #expect(found.clusters.allSatisfy { $0.members.count <= 50 })
  }

  @Test(
    "no more than two letters from a place: nothing is read beyond its end",
    arguments: ["市", "深圳", "（", "）（", "()", "有限公司", "分公司", "中国", "*", "50", "L", "1e+5", "."])
  func oddTexts(text: String) {
    let judgement = JudgeParties.judge(Party(code: text, name: text), Party(code: "深圳市云杉商贸有限公司"))
    #expect(judgement.band != .same)
    _ = JudgeGoods.judge(Goods(code: text, name: text), Goods(code: "1", name: "电饭煲 4L"))
  }
}
