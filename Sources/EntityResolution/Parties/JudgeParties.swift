// SPDX-License-Identifier: Apache-2.0

/// Whether two records of parties are one. The same answer whichever is named first.
public enum JudgeParties {
  public static func judge(_ left: Party, _ right: Party) -> Judgement { judge(ReadParty(left), ReadParty(right)) }

  static func judge(_ left: ReadParty, _ right: ReadParty) -> Judgement {
    if left.key > right.key { return judge(right, left) }
    var reasons: [Reason] = []
    if let verdict = byTaxNumber(left, right, &reasons) { return verdict }
    let support = supporting(left, right, &reasons)
    let codesAgree = codes(left, right)
    guard let names = names(left, right) else {
      return byCode(codesAgree, support, reasons, isNamed: left.name != nil || right.name != nil)
    }
    let (mine, other) = names
    if let verdict = branches(mine, other, reasons) { return verdict }
    var judged = NameJudgement(mine, other)
    if judged.arePlacesApart { return .veto(reasons + judged.reasons) }
    judged.reasons += reasons
    if codesAgree == .equal {
      judged.score += judged.score >= 50 ? 20 : 0
      judged.reasons.append(Words.codeEqual)
    } else if codesAgree == .loosely, judged.score >= 50 {
      judged.score += 5
      judged.reasons.append(Words.codeLooselyEqual)
    }
    let helped = judged.score >= 45 ? judged.score + support : support > 10 ? 40 + support : judged.score
    return Judgement(helped, judged.reasons)
  }

  // MARK: - What decides by itself

  private static func byTaxNumber(_ left: ReadParty, _ right: ReadParty, _ reasons: inout [Reason]) -> Judgement? {
    guard let mine = left.tax, let other = right.tax else {
      for tax in [left.tax, right.tax] { if let tax, tax.kind == .invalid { reasons.append(Words.invalid(tax.text)) } }
      return nil
    }
    if mine.isValid, other.isValid {
      guard mine.text == other.text else {
        let ordered = [mine.text, other.text].sorted()
        return .veto([Words.creditCodesDiffer(ordered[0], ordered[1])])
      }
      let branch = (left.name?.isBranch ?? false) != (right.name?.isBranch ?? false)
      let why = [Words.creditCodeEqual(mine.text)] + (branch ? [Words.branchOfCompany] : [])
      return Judgement(branch ? 70 : 100, why)
    }
    if let own = mine.organisation, own == other.organisation {
      reasons.append(Words.oldTaxNumberEqual(own))
    } else if mine.kind != .invalid, other.kind != .invalid {
      let ordered = [mine.text, other.text].sorted()
      return .veto([Words.creditCodesDiffer(ordered[0], ordered[1])])
    } else if mine.text == other.text {
      reasons.append(Words.invalidEqual(mine.text))
    } else {
      for text in [mine, other].filter({ $0.kind == .invalid }).map(\.text).sorted() { reasons.append(Words.invalid(text)) }
    }
    return nil
  }

  /// What telephone, bank account and old numbers add.
  private static func supporting(_ left: ReadParty, _ right: ReadParty, _ reasons: inout [Reason]) -> Int {
    var points = 0
    for reason in reasons {
      if reason.kind == .oldTaxNumberEqual { points += 50 }
      if reason.kind == .invalidTaxNumberEqual { points += 10 }
    }
    if let phone = left.phone, phone == right.phone {
      points += 10
      reasons.append(Words.phoneEqual)
    }
    if let account = left.bankAccount, account == right.bankAccount {
      points += 15
      reasons.append(Words.bankAccountEqual)
    }
    return points
  }

  enum CodeAgreement { case equal, loosely, apart }

  static func codes(_ left: ReadParty, _ right: ReadParty) -> CodeAgreement {
    guard let mine = left.code, let other = right.code else { return .apart }
    return mine.canonical == other.canonical ? .equal : mine.loose == other.loose ? .loosely : .apart
  }

  /// Codes alone: one of the two has no name.
  private static func byCode(_ agreement: CodeAgreement, _ support: Int, _ reasons: [Reason], isNamed: Bool) -> Judgement {
    switch agreement {
    case .equal: Judgement(90, [Words.codeEqual] + reasons)
    case .loosely: Judgement(55 + support, [Words.codeLooselyEqual] + reasons)
    case .apart: Judgement(support >= 50 ? 85 : support > 10 ? 40 + support : 0, reasons)
    }
  }

  /// Two names of one language; the English ones where the own ones are of two.
  private static func names(_ left: ReadParty, _ right: ReadParty) -> (PartyName, PartyName)? {
    if let mine = left.name, let other = right.name, mine.isChinese == other.isChinese { return (mine, other) }
    for (mine, other) in [(left.englishName, right.name), (left.name, right.englishName), (left.englishName, right.englishName)] {
      if let mine, let other, mine.isChinese == other.isChinese { return (mine, other) }
    }
    if let mine = left.name, let other = right.name { return (mine, other) }
    return nil
  }

  private static func branches(_ mine: PartyName, _ other: PartyName, _ reasons: [Reason]) -> Judgement? {
    switch (mine.branch, other.branch) {
    case (nil, nil): return nil
    case (let own?, let theirs?):
      if own == theirs || Place.same(own, theirs) { return nil }
      return .veto([Words.branchesDiffer] + reasons)
    default: return .veto([Words.branchOfCompany] + reasons)
    }
  }

  /// Whether the first is a branch of the second, which is no branch itself.
  static func isBranch(_ branch: ReadParty, of company: ReadParty) -> Bool {
    guard let mine = branch.name, let whole = company.name, mine.isBranch, !whole.isBranch, mine.core == whole.core else { return false }
    let relation = mine.place.relation(whole.place)
    return relation != .apart && (mine.form == whole.form || mine.form == .none || whole.form == .none)
  }
}

extension Place {
  /// 深圳分公司 and 深圳市分公司.
  static func same(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    func plain(_ text: [UInt32]) -> [UInt32] { text.filter { $0 != 0x5E02 && $0 != 0x7701 && $0 != 0x28 && $0 != 0x29 } }
    return plain(left) == plain(right)
  }
}
