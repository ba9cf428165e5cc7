// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import EntityResolution

/// 主数据归并: records that may be one, with reasons and what would move.
public struct MergeProposals: Sendable {
  public struct Link: Sendable {
    public let first: String
    public let second: String
    public let judgement: Judgement
  }

  public struct Proposal: Sendable {
    /// The code that would stay first.
    public let members: [CodeRecord]
    public let isCertain: Bool
    public let links: [Link]
    /// What is under the codes that would not stay.
    public let moves: MemberUse
  }

  public struct Branch: Sendable {
    public let branch: CodeRecord
    public let company: CodeRecord
    public let reason: Reason
  }

  public let kind: MemberKind
  /// Of this page.
  public let proposals: [Proposal]
  public let total: Int
  public let certain: Int
  public let branches: [Branch]
  /// Codes that were looked at, pairs that were compared, and codes of groups too large to compare each with each.
  public let codes: Int
  public let compared: Int
  public let crowded: Int
}

extension Workspace {
  /// Records of a kind that may be one, the certain first, then by what lies under them.
  ///
  /// - Throws: `StoreError`.
  public func mergeProposals(
    _ proof: Authorized<To.ViewCompany>, _ kind: MemberKind, offset: Int = 0, limit: Int = 50
  ) throws -> MergeProposals {
    let records = try memberRecords(kind)
    let found = try mergeCandidates(kind, records)
    let (candidates, codes) = (found.found, found.codes)
    var all = candidates.clusters.map { cluster -> MergeProposals.Proposal in
      let members = cluster.members.compactMap { records[codes[$0]] }.sorted(by: Self.staysBefore)
      let links = cluster.links.map { MergeProposals.Link(first: codes[$0.first], second: codes[$0.second], judgement: $0.judgement) }
      return MergeProposals.Proposal(
        members: members, isCertain: cluster.isCertain, links: links,
        moves: members.dropFirst().reduce(into: MemberUse()) { $0.add($1.use) })
    }
    all.sort { left, right in
      if left.isCertain != right.isCertain { return left.isCertain }
      if left.moves.rows != right.moves.rows { return left.moves.rows > right.moves.rows }
      return left.members[0].code < right.members[0].code
    }
    let branches = candidates.branches.prefix(200).compactMap { found -> MergeProposals.Branch? in
      guard let branch = records[codes[found.branch]], let company = records[codes[found.company]] else { return nil }
      return MergeProposals.Branch(branch: branch, company: company, reason: found.reason)
    }
    return MergeProposals(
      kind: kind, proposals: Array(all.dropFirst(offset).prefix(limit)), total: all.count, certain: all.filter(\.isCertain).count,
      branches: branches, codes: codes.count, compared: candidates.compared, crowded: candidates.crowded)
  }

  /// Records of one state of the facts, read when first asked for.
  func memberRecords(_ kind: MemberKind) throws(StoreError) -> MemberRecords {
    if let known = documentShelf.members[kind] { return known }
    let records = try MemberRecords(kind, facts)
    documentShelf.members[kind] = records
    return records
  }

  private func mergeCandidates(_ kind: MemberKind, _ records: MemberRecords) throws -> (found: CandidatesFound, codes: [String]) {
    let apart = ledgers.merges.standingAparts.filter { $0.kind == kind }.map(\.codes)
    if let known = documentShelf.candidates[kind], known.apart == apart { return (known.found, known.codes) }
    let found = records.candidates(standing: { !facts.identities.isMerged(kind, $0) }, apart: apart)
    documentShelf.candidates[kind] = (apart, found.found, found.codes)
    return found
  }

  /// The one with a record and a valid number stays, then the one with more behind it.
  static func staysBefore(_ left: CodeRecord, _ right: CodeRecord) -> Bool {
    if left.isMaster != right.isMaster { return left.isMaster }
    if left.isTaxNumberValid != right.isTaxNumberValid, left.isMaster { return left.isTaxNumberValid }
    if left.use.rows != right.use.rows { return left.use.rows > right.use.rows }
    return left.code.utf8.lexicographicallyPrecedes(right.code.utf8)
  }
}

extension MemberUse {
  mutating func add(_ other: MemberUse) {
    rows += other.rows
    ordered &+= other.ordered
    invoiced &+= other.invoiced
    received &+= other.received
    purchased &+= other.purchased
    orderLines += other.orderLines
    series += other.series
    first = [first, other.first].compactMap { $0 }.min()
    last = [last, other.last].compactMap { $0 }.max()
  }
}
