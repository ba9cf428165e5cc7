// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether two records of items are one. The same answer whichever is named first.
public enum JudgeGoods {
  public static func judge(_ left: Goods, _ right: Goods) -> Judgement { judge(ReadGoods(left), ReadGoods(right)) }

  static func judge(_ left: ReadGoods, _ right: ReadGoods) -> Judgement {
    if left.key > right.key { return judge(right, left) }
    let agreement = codes(left, right)
    let hint: [Reason] = agreement == .equal ? [Words.codeEqual] : agreement == .loosely ? [Words.codeLooselyEqual] : []
    guard let mine = left.name, let other = right.name else {
      // A code that documents alone name has no name to contradict it.
      return Judgement(agreement == .equal ? 90 : agreement == .loosely ? 55 : 0, hint)
    }
    if let why = contradiction(mine, other) { return .veto(why) }
    var reasons = hint
    var score = words(mine, other, &reasons)
    guard score > 0 else { return Judgement(agreement == .equal ? 50 : 0, reasons) }
    if !left.unit.isEmpty, !right.unit.isEmpty, left.unit != right.unit {
      reasons.append(Words.unitDiffers)
      score -= 15
    }
    if mine.measures == other.measures, !mine.measures.isEmpty {
      reasons.append(Words.measuresEqual(mine.measures.map(\.description).joined(separator: "·")))
    } else if mine.measures != other.measures {
      reasons.append(Words.measuresOnlyOnce)
      score -= 15
    }
    if mine.models != other.models {
      reasons.append(Words.modelOnlyOnce)
      score -= 15
    }
    return Judgement(score + (agreement == .equal ? 25 : agreement == .loosely ? 5 : 0), reasons)
  }

  private static func codes(_ left: ReadGoods, _ right: ReadGoods) -> JudgeParties.CodeAgreement {
    guard let mine = left.code, let other = right.code else { return .apart }
    return mine.canonical == other.canonical ? .equal : mine.loose == other.loose ? .loosely : .apart
  }

  /// Both tell a measure or a model, and not the same.
  private static func contradiction(_ left: GoodsName, _ right: GoodsName) -> [Reason]? {
    if left.whole == right.whole { return nil }
    func text(_ measures: [GoodsMeasure]) -> String { measures.map(\.description).joined(separator: "·") }
    if !left.measures.isEmpty, !right.measures.isEmpty, left.measures != right.measures, !within(left.measures, right.measures) {
      let texts = [text(left.measures), text(right.measures)].sorted()
      return [Words.measuresDiffer(texts[0], texts[1])]
    }
    if !left.models.isEmpty, !right.models.isEmpty, left.models != right.models, !within(left.models, right.models) {
      let texts = [left.models.joined(separator: " "), right.models.joined(separator: " ")].sorted()
      return [Words.modelsDiffer(texts[0], texts[1])]
    }
    // 50L here and a bare 60 there.
    let bare = { (name: GoodsName) in Set(name.models.filter { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) }
    let counts = { (name: GoodsName) in Set(name.measures.map(\.value.description)) }
    if left.measures.isEmpty != right.measures.isEmpty {
      let (told, silent) = left.measures.isEmpty ? (right, left) : (left, right)
      if !bare(silent).isEmpty, bare(silent).isDisjoint(with: counts(told).union(bare(told))) {
        let texts = [text(told.measures), silent.models.joined(separator: " ")].sorted()
        return [Words.measuresDiffer(texts[0], texts[1])]
      }
    }
    return nil
  }

  /// All of the shorter list are in the longer one: one name says more.
  private static func within<Element: Hashable>(_ left: [Element], _ right: [Element]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    var rest = long
    for element in short {
      guard let place = rest.firstIndex(of: element) else { return false }
      rest.remove(at: place)
    }
    return true
  }

  private static func words(_ left: GoodsName, _ right: GoodsName, _ reasons: inout [Reason]) -> Int {
    if left.whole == right.whole || left.words == right.words {
      guard !left.words.isEmpty || !left.models.isEmpty else { return 0 }
      reasons.append(Words.nameEqual)
      // A name of one kind of thing, 螺丝, is shared by many items: models and measures make it one.
      return left.measures.isEmpty && left.models.isEmpty ? 65 : 80
    }
    if left.words.sorted() == right.words.sorted(), left.words.count >= 4, !left.measures.isEmpty || !left.models.isEmpty {
      reasons.append(Words.nameEqual)
      return 70
    }
    let short = min(left.words.count, right.words.count)
    if short >= 4, EditDistance.between(left.words, right.words, limit: 1) == 1 {
      if isTelling(left.words, right.words) {
        reasons.append(Words.wordsDiffer)
        return 0
      }
      reasons.append(Words.nameNearlyEqual)
      return 62
    }
    reasons.append(Words.namesDiffer)
    return 0
  }

  /// The one character makes it another thing: left and right, red and blue.
  private static func isTelling(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    let telling = Set(FoldText.scalars("左右上下前后内外大中小长短高低粗细红橙黄绿青蓝紫黑白灰银金粉棕男女公母单双冷热干湿软硬厚薄甲乙丙丁春夏秋冬新旧正反"))
    if NameJudgement.isOrdinal(left, right) { return true }
    if left.count == right.count { return zip(left, right).contains { $0 != $1 && (telling.contains($0) || telling.contains($1)) } }
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    var rest = long
    for value in short { if let place = rest.firstIndex(of: value) { rest.remove(at: place) } }
    return rest.contains { telling.contains($0) }
  }
}
