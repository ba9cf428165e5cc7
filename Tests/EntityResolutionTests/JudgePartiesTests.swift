// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import Testing

@Suite("Two records of customers are judged as somebody who knows companies would")
struct JudgePartiesTests {
  static let code = PlantedParties.creditCode(11)
  static let otherCode = PlantedParties.creditCode(12)

  /// A pair and what is to be thought of it.
  static let gallery: [(String, String, Band)] = [
    ("深圳市云杉商贸有限公司", "深圳市云杉商贸有限责任公司", .same),
    ("云杉商贸（深圳）有限公司", "云杉商贸(深圳)有限公司", .same),
    ("深圳市云杉商贸有限公司", " 深圳市 云杉商贸 有限公司", .same),
    ("深圳市雲杉商貿有限公司", "深圳市云杉商贸有限公司", .same),
    ("深圳市云杉商贸有限公司", "广东省深圳市云杉商贸有限公司", .same),
    ("Acme Trading Co., Ltd.", "ACME TRADING CO LTD", .same),
    ("Acme & Sons L.L.C.", "Acme and Sons LLC", .same),
    ("ＡＣＭＥ Holdings Inc.", "Acme Holdings, Inc", .same),
    ("云杉商贸有限公司", "深圳市云杉商贸有限公司", .ask),
    ("深圳市云杉商贸有限公司", "深圳市云杉商贸股份有限公司", .ask),
    ("深圳市云杉商贸有限公司", "深圳市云杉商贸集团有限公司", .ask),
    ("深圳市云杉商贸有限公司", "云杉商贸", .ask),
    ("腾讯", "腾讯科技（深圳）有限公司", .ask),
    ("深圳市云杉家居用品有限公司", "深圳市云衫家居用品有限公司", .ask),
    ("Acme Trading Ltd", "Acme Trading Inc", .ask),
    ("华润万家（深圳）有限公司", "华润万家（上海）有限公司", .different),
    ("华润万家有限公司", "华润万家有限公司深圳分公司", .different),
    ("华润万家有限公司广州分公司", "华润万家有限公司深圳分公司", .different),
    ("深圳市第一建筑有限公司", "深圳市第二建筑有限公司", .different),
    ("北京朝阳区惠民超市", "北京海淀区惠民超市", .different),
    ("Apple Trading Ltd", "Maple Trading Ltd", .different),
    ("长江电缆厂", "黄河电缆厂", .different),
  ]

  @Test("names alone", arguments: gallery)
  func names(left: String, right: String, band: Band) {
    let (one, other) = (Party(code: "A1", name: left), Party(code: "B7", name: right))
    let judgement = JudgeParties.judge(one, other)
    #expect(judgement.band == band, "\(judgement.score) \(judgement.reasons.map(\.chinese))")
    #expect(JudgeParties.judge(other, one) == judgement)
    #expect(!judgement.reasons.isEmpty)
  }

  @Test("one valid credit code is one company whatever it is called; two are two")
  func creditCodes() {
    let renamed = JudgeParties.judge(
      Party(code: "1", name: "云杉商贸有限公司", taxNumber: Self.code), Party(code: "2", name: "红松实业有限公司", taxNumber: Self.code.lowercased()))
    #expect(renamed.band == .same && renamed.score == 100)
    let apart = JudgeParties.judge(
      Party(code: "1", name: "云杉商贸有限公司", taxNumber: Self.code), Party(code: "2", name: "云杉商贸有限公司", taxNumber: Self.otherCode))
    #expect(apart.isVeto && apart.reasons[0].kind == .creditCodesDiffer)
  }

  @Test("a credit code with a slip proves nothing and says so")
  func invalidCode() {
    var slip = Self.code
    slip.removeLast()
    slip.append(Self.code.last == "A" ? "B" : "A")
    let judgement = JudgeParties.judge(
      Party(code: "1", name: "红松实业有限公司", taxNumber: slip), Party(code: "2", name: "云杉商贸有限公司", taxNumber: Self.code))
    #expect(judgement.band == .different && !judgement.isVeto)
    #expect(judgement.reasons.contains { $0.kind == .creditCodeInvalid })
  }

  @Test("the taxpayer number of before 2015 holds the organisation code of the credit code")
  func oldNumber() throws {
    let credit = try #require(TaxNumber("91440300708461136T"))
    let old = try #require(TaxNumber("440300708461136"))
    #expect(credit.isValid && old.kind == .oldTaxpayer && old.organisation == credit.organisation)
    let judgement = JudgeParties.judge(
      Party(code: "1", name: "云杉商贸有限公司", taxNumber: credit.text), Party(code: "2", name: "深圳市云杉商贸有限公司", taxNumber: old.text))
    #expect(judgement.band == .same)
  }

  @Test("a code that spreadsheets rewrote is the same code", arguments: ["123", "０００１２３", "123.0", "'000123", " 123 "])
  func codes(written: String) {
    #expect(JudgeParties.judge(Party(code: "000123", name: "云杉商贸有限公司"), Party(code: written, isMaster: false)).band == .same)
  }

  @Test("O for 0 is a question; two names under one number are not one")
  func weakCodes() {
    #expect(JudgeParties.judge(Party(code: "C0012", name: "云杉"), Party(code: "CO12", isMaster: false)).band != .different)
    #expect(JudgeParties.judge(Party(code: "000123", name: "沧浪酒店"), Party(code: "123", name: "平江书店")).band == .different)
    #expect(JudgeParties.judge(Party(code: "1-23", isMaster: false), Party(code: "12-3", isMaster: false)).band == .different)
  }

  @Test("telephone and bank account turn a question into certainty, and make none of different names")
  func support() {
    let short = Party(code: "1", name: "云杉商贸有限公司", phone: "0755-83765566", bankAccount: "7559 0001 1234 567")
    let long = Party(code: "2", name: "深圳市云杉商贸有限公司", phone: "（0755）83765566", bankAccount: "755900011234567")
    #expect(JudgeParties.judge(short, long).band == .same)
    #expect(JudgeParties.judge(short, Party(code: "3", name: "红松实业有限公司", phone: "0755-83765566")).band == .different)
  }

  @Test("what is like a third is not therefore alike: two credit codes never stand in one cluster")
  func noTransitiveSurprise() {
    let records = [
      Party(code: "1", name: "深圳市云杉商贸有限公司", taxNumber: Self.code),
      Party(code: "2", name: "深圳市云杉商贸有限公司"),
      Party(code: "3", name: "深圳市云杉商贸有限公司", taxNumber: Self.otherCode),
    ]
    let found = FindCandidates.parties(records)
    #expect(found.clusters.count == 1)
    #expect(found.clusters[0].members.count == 2)
    #expect(found.candidates.count == 2)
  }

  @Test("what somebody called different is not proposed again, and joins no cluster")
  func decided() {
    let records = [Party(code: "1", name: "云杉商贸有限公司"), Party(code: "2", name: "云杉商贸有限公司"), Party(code: "3", name: "云杉商贸有限公司")]
    let found = FindCandidates.parties(records, apart: [[0, 1]])
    #expect(!found.candidates.contains { $0.first == 0 && $0.second == 1 })
    #expect(found.clusters.allSatisfy { !($0.members.contains(0) && $0.members.contains(1)) })
  }

  @Test("a branch is proposed a place below its company")
  func branches() {
    let found = FindCandidates.parties([
      Party(code: "1", name: "华润万家有限公司"), Party(code: "2", name: "华润万家有限公司深圳分公司"), Party(code: "3", name: "红松实业有限公司"),
    ])
    #expect(found.clusters.isEmpty)
    #expect(found.branches.map(\.branch) == [1] && found.branches.map(\.company) == [0])
  }
}
