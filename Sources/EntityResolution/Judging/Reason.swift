// SPDX-License-Identifier: Apache-2.0

/// Why two records are taken for one, or are not: a word that stays, and a sentence in each language.
public struct Reason: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case creditCodeEqual, creditCodesDiffer, oldTaxNumberEqual, invalidTaxNumberEqual, creditCodeInvalid
    case codeEqual, codeLooselyEqual, nameEqual, nameEqualApartFromForm, nameNearlyEqual, nameShort, namesDiffer
    case placeEqual, placeOnlyOnce, placesDiffer, formDiffers, formOnlyOnce, groupDiffers
    case branchOfCompany, branchesDiffer, phoneEqual, bankAccountEqual
    case measuresEqual, measuresDiffer, measuresOnlyOnce, modelsDiffer, modelOnlyOnce, wordsDiffer, unitDiffers
  }

  public let kind: Kind
  public let chinese: String
  public let english: String
  /// It speaks for one and the same; otherwise against it.
  public let speaksFor: Bool

  init(_ kind: Kind, _ chinese: String, _ english: String, against: Bool = false) {
    (self.kind, self.chinese, self.english, speaksFor) = (kind, chinese, english, !against)
  }
}

/// What is to be thought of two records.
public enum Band: String, Hashable, Sendable, CaseIterable {
  /// One and the same, for certain.
  case same
  /// Somebody who knows them must say.
  case ask
  case different
}

/// A judgement of two records: how sure, and why.
public struct Judgement: Hashable, Sendable {
  /// 0…100.
  public let score: Int
  public let band: Band
  public let reasons: [Reason]
  /// It is certain that the two are not one; nothing may join them through a third.
  public let isVeto: Bool

  /// From here on it is certain, from there on somebody is asked.
  public static let certain = 85
  public static let worthAsking = 50

  init(_ score: Int, _ reasons: [Reason]) {
    self.score = max(0, min(100, score))
    band = self.score >= Judgement.certain ? .same : self.score >= Judgement.worthAsking ? .ask : .different
    self.reasons = reasons
    isVeto = false
  }

  private init(veto reasons: [Reason]) {
    (score, band, self.reasons, isVeto) = (0, .different, reasons, true)
  }

  static func veto(_ reasons: [Reason]) -> Judgement { Judgement(veto: reasons) }
}
