// SPDX-License-Identifier: Apache-2.0

extension PaymentAgreement {
  /// An agreement read from text, and all that is wrong or assumed in it.
  public struct Reading: Hashable, Sendable {
    /// nil when a finding is an error.
    public let agreement: PaymentAgreement?
    /// In the order of the text.
    public let findings: [FinanceFinding]
  }

  /// Reads `月结30天 截止25 付款日10`, `预付30% 发货30% 验收30% 质保10%@12个月`, `net 30`, `60天 银承50% 6个月`; Chinese and English may be mixed.
  ///
  /// Nothing is skipped and nothing is guessed silently: every word that is not understood and every contradiction is a finding with its column.
  public static func read(_ text: String) -> Reading {
    guard text.count <= TermsReader.limit else { return Reading(agreement: nil, findings: [.termsTooLong(text.count)]) }
    var reader = TermsReader(text)
    guard !reader.tokens.isEmpty else { return Reading(agreement: nil, findings: [.termsEmpty()]) }
    reader.read()
    let instalments = reader.instalments()
    let findings = reader.findings.enumerated().sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }.map(\.element)
    let isUsable = !findings.contains { $0.severity == .error }
    return Reading(agreement: isUsable ? PaymentAgreement(instalments) : nil, findings: findings)
  }
}

extension TermsReader {
  /// What was read, made whole; not usable when a finding is an error.
  mutating func instalments() -> [Instalment] {
    guard !drafts.isEmpty else {
      common.rule.contradictions(&findings)
      let due = common.rule.terms(&findings)
      return [Instalment(anchor: common.anchor?.value ?? .invoice, due: due, bills: common.bills(&findings))]
    }
    fillShares()
    placeCommonAnchor()
    // What counts for all is checked once, where it stands.
    common.rule.contradictions(&findings)
    let commonDue = common.rule.terms(&findings)
    let commonBills = common.bills(&findings)
    var result: [Instalment] = []
    for draft in drafts {
      draft.rule.contradictions(&findings)
      let own = draft.rule.isEmpty ? nil : draft.rule.terms(&findings)
      if draft.role == .retention, draft.rule.days == nil, draft.rule.months == nil {
        findings.append(.retentionWithoutPeriod(at: draft.column))
      }
      let natural: TermsAnchor = draft.role == .advance ? .order : draft.role == .retention ? .acceptance : .invoice
      // A statement period is about deliveries: an advance or a retention does not wait for it.
      let due = own ?? (draft.role == .part ? commonDue : PaymentTerms())
      let bills = draft.settlements.isEmpty ? commonBills : draft.bills(&findings)
      result.append(
        Instalment(role: draft.role, share: draft.share?.value ?? 0, anchor: draft.anchor?.value ?? natural, due: due, bills: bills))
    }
    return result
  }

  private mutating func fillShares() {
    let sum = drafts.reduce(Int64(0)) { $0 + ($1.share?.value ?? 0) }
    let open = drafts.indices.filter { drafts[$0].share == nil && drafts[$0].isRemainder }
    for draft in drafts where draft.share == nil && !draft.isRemainder { findings.append(.shareMissing(draft)) }
    for extra in open.dropFirst() { findings.append(.shareMissing(drafts[extra])) }
    guard !hasBrokenShare, drafts.allSatisfy({ $0.share != nil || $0.isRemainder }), open.count < 2 else { return }
    if let first = open.first, sum < Instalment.whole {
      drafts[first].share = Placed(value: Instalment.whole - sum, column: drafts[first].column)
    } else if sum != Instalment.whole {
      findings.append(.sharesNotWhole(sum, at: drafts[0].column))
    } else if let first = open.first {
      findings.append(.sharesNotWhole(sum, at: drafts[first].column))
    }
  }

  /// `预付30% 余款; 验收后60天`: the event of a clause of its own belongs to the one instalment that has none.
  private mutating func placeCommonAnchor() {
    guard let anchor = common.anchor else { return }
    let open = drafts.indices.filter { drafts[$0].anchor == nil && drafts[$0].role == .part }
    guard open.count == 1 else { return findings.append(.anchorBeside(anchor)) }
    drafts[open[0]].anchor = anchor
  }
}
