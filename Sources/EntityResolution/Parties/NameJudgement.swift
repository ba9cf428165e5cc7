// SPDX-License-Identifier: Apache-2.0

/// What two names of companies say of each other.
struct NameJudgement {
  var score = 0
  var reasons: [Reason] = []
  var arePlacesApart = false

  init(_ left: PartyName, _ right: PartyName) {
    if left.isChinese != right.isChinese {
      reasons.append(Words.namesDiffer)
      return
    }
    if left.whole == right.whole {
      // A short name is borne by many; one with its form by one.
      score = left.form == .none || left.form == .company ? 70 : 95
      reasons.append(Words.nameEqual)
      return
    }
    if left.core != right.core {
      likeness(left, right)
      return
    }
    compareEqualCores(left, right)
  }

  private mutating func compareEqualCores(_ left: PartyName, _ right: PartyName) {
    let forms = compareForms(left, right)
    switch left.place.relation(right.place) {
    case .apart:
      arePlacesApart = true
      let places = [left.place.text, right.place.text].sorted()
      reasons = [Words.nameEqualApart(left.coreText), Words.placesDiffer(places[0], places[1])]
    case .same, .neither:
      score = forms.penalty == 0 ? 92 : 80 - forms.penalty
      reasons = [Words.nameEqualApart(left.coreText)] + (left.place.isEmpty ? [] : [Words.placeEqual(left.place.text)]) + forms.reasons
    case .finer:
      // 广东省深圳市 and 深圳: the same town, said more and less.
      let sameTown = !left.place.city.isEmpty && left.place.city == right.place.city
      score = (forms.penalty == 0 ? (sameTown ? 88 : 75) : 76 - forms.penalty)
      reasons = [Words.nameEqualApart(left.coreText), Words.placeOnlyOnce] + forms.reasons
    case .oneOnly:
      score = 75 - forms.penalty
      reasons = [Words.nameEqualApart(left.coreText), Words.placeOnlyOnce] + forms.reasons
    }
    // One or two characters are hardly a name.
    if left.core.count < (left.isChinese ? 2 : 3) { score = min(score, 60) }
  }

  private func compareForms(_ left: PartyName, _ right: PartyName) -> (penalty: Int, reasons: [Reason]) {
    var (penalty, reasons): (Int, [Reason]) = (0, [])
    if left.isGroup != right.isGroup {
      penalty += 15
      reasons.append(Words.groupDiffers)
    }
    if left.form != right.form {
      let isTold = left.form != .none && right.form != .none && left.form != .company && right.form != .company
      penalty += isTold ? 12 : 5
      reasons.append(isTold ? Words.formDiffers : Words.formOnlyOnce)
    }
    return (penalty, reasons)
  }

  /// Names that are not equal: a slip of the hand, or a short form.
  private mutating func likeness(_ left: PartyName, _ right: PartyName) {
    guard left.place.relation(right.place) != .apart else {
      reasons.append(Words.namesDiffer)
      return
    }
    let (short, long) = left.core.count <= right.core.count ? (left.core, right.core) : (right.core, left.core)
    let forms = compareForms(left, right)
    let longEnough = left.isChinese ? short.count >= 4 : short.count >= 6
    if longEnough, EditDistance.between(short, long, limit: 1) == 1, !NameJudgement.isOrdinal(short, long) {
      score = short.count >= 6 || !left.isChinese ? 62 - forms.penalty / 2 : 55 - forms.penalty / 2
      reasons = [Words.nameNearlyEqual] + forms.reasons
    } else if short.count >= (left.isChinese ? 2 : 4), short.count < long.count, long.hasPrefix(short),
      (short == left.core ? left.form : right.form) == .none, left.isChinese || long[short.count] == 0x20
    {
      score = 55 - (left.isGroup != right.isGroup ? 3 : 0)
      reasons = [Words.nameShort(FoldText.text(short), FoldText.text(long))]
    } else {
      reasons.append(Words.namesDiffer)
    }
  }

  /// The one character is a number or one of a pair: 第一/第二, 东方/西方, 一厂/二厂 are different on purpose.
  static func isOrdinal(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    let telling = Set(FoldText.scalars("一二三四五六七八九十东南西北中上下左右甲乙丙丁新老大小男女内外前后1234567890"))
    guard left.count == right.count else {
      // What one has and the other has not.
      var rest = right
      for value in left { if let place = rest.firstIndex(of: value) { rest.remove(at: place) } }
      return rest.contains { telling.contains($0) }
    }
    let apart = zip(left, right).filter { $0 != $1 }
    return apart.contains { telling.contains($0.0) || telling.contains($0.1) }
  }
}
