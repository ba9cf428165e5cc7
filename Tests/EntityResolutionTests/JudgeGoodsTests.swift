// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import Testing

@Suite("Two records of items are one when name, model and measures say so")
struct JudgeGoodsTests {
  static let gallery: [(String, String, Band)] = [
    ("储水式电热水器 50L", "储水式电热水器 60L", .different),
    ("储水式电热水器 50L", "储水式电热水器 ５０升", .ask),
    ("储水式电热水器50L 白", "储水式电热水器50L 黑", .different),
    ("洗洁精 500ml", "洗洁精 0.5L", .ask),
    ("洗洁精 500ml*12瓶", "洗洁精 500ml*24瓶", .different),
    ("冰箱 BCD-216W", "冰箱 BCD216W", .ask),
    ("冰箱 BCD-216W", "冰箱 BCD-218W", .different),
    ("左前门铰链", "右前门铰链", .different),
    ("电热水壶内胆", "电热水壶内膽", .ask),
    ("空调挂机 1.5匹 KFR-35GW", "空调挂机 KFR-35GW", .ask),
    ("电饭煲 4L", "电压力锅 4L", .different),
    ("热水器 50L", "热水器 60", .different),
    ("Kettle 1.7 L", "kettle 1700ml", .ask),
    ("铜管 φ15mm", "铜管 φ1.5cm", .ask),
  ]

  @Test("by name and specification", arguments: gallery)
  func names(left: String, right: String, band: Band) {
    let (one, other) = (Goods(code: "A-1", name: left), Goods(code: "B-7", name: right))
    let judgement = JudgeGoods.judge(one, other)
    #expect(judgement.band == band, "\(judgement.score) \(judgement.reasons.map(\.chinese))")
    #expect(JudgeGoods.judge(other, one) == judgement)
  }

  @Test("one code in two writings with the same name is one item for certain")
  func codes() {
    let judgement = JudgeGoods.judge(Goods(code: "000815", name: "电饭煲 4L"), Goods(code: "815.0", name: "电饭煲4升"))
    #expect(judgement.band == .same)
    #expect(JudgeGoods.judge(Goods(code: "000815", name: "电饭煲 4L"), Goods(code: "815", isMaster: false)).band == .same)
  }

  @Test("a number written twice does not make two sizes one")
  func codeAgainstSize() {
    #expect(JudgeGoods.judge(Goods(code: "0815", name: "电饭煲 4L"), Goods(code: "815", name: "电饭煲 5L")).isVeto)
  }

  @Test("the specification may stand apart from the name")
  func specification() {
    let apart = Goods(code: "1", name: "电饭煲", specification: "4L 220V")
    #expect(JudgeGoods.judge(apart, Goods(code: "2", name: "电饭煲 4L 220V")).band == .ask)
    #expect(JudgeGoods.judge(apart, Goods(code: "2", name: "电饭煲 5L 220V")).isVeto)
  }

  @Test("other units make it less certain")
  func units() {
    let piece = JudgeGoods.judge(Goods(code: "1", name: "电饭煲 4L", unit: "台"), Goods(code: "2", name: "电饭煲 4L", unit: "件"))
    let box = JudgeGoods.judge(Goods(code: "1", name: "电饭煲 4L", unit: "台"), Goods(code: "2", name: "电饭煲 4L", unit: "箱"))
    #expect(piece.score > box.score)
    #expect(box.reasons.contains { $0.kind == .unitDiffers })
  }
}
