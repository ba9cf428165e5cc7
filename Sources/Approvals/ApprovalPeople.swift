// SPDX-License-Identifier: Apache-2.0

/// Who is who at the moment of a step, as far as approvals ask.
public struct ApprovalPeople: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public let id: Int64
    /// The human behind the login: somebody with two logins is one human. Nobody gains a second pair of eyes with a second hat.
    public let human: Int64
    public let roles: [String]
    /// Departments he leads.
    public let leads: [String]
    /// Groups he belongs to.
    public let groups: [String]
    public let superior: Int64?
    /// False after he left.
    public let isActive: Bool
    /// Who decides in his place while he is away.
    public let standIn: Int64?

    public init(
      id: Int64, human: Int64? = nil, roles: [String] = [], leads: [String] = [], groups: [String] = [], superior: Int64? = nil,
      isActive: Bool = true, standIn: Int64? = nil
    ) {
      self.id = id
      self.human = human ?? id
      self.roles = roles
      self.leads = leads
      self.groups = groups
      self.superior = superior
      self.isActive = isActive
      self.standIn = standIn
    }
  }

  /// By number, ascending: the order in which people are asked.
  public let members: [Member]
  private let places: [Int64: Int]

  /// Of two members with one number the first counts.
  public init(_ members: [Member]) {
    self.members = members.sorted { $0.id < $1.id }
    places = Dictionary(zip(self.members.map(\.id), self.members.indices), uniquingKeysWith: { first, _ in first })
  }

  public func member(_ id: Int64) -> Member? { places[id].map { members[$0] } }

  /// True when the login belongs to somebody who handed the document in or wrote it.
  func isInvolved(_ id: Int64, in document: ApprovalDocument) -> Bool {
    let human = member(id)?.human ?? id
    return ([document.submitter] + document.authors).contains { ($0 == id) || (member($0)?.human ?? $0) == human }
  }

  /// The superiors of somebody, nearest first; ends where a tree that is no tree would turn in a circle.
  func superiors(of id: Int64) -> [Int64] {
    var chain: [Int64] = []
    var seen: Swift.Set<Int64> = [id]
    var next = member(id)?.superior
    while let one = next, seen.insert(one).inserted {
      chain.append(one)
      next = member(one)?.superior
    }
    return chain
  }
}
