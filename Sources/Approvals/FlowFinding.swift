// SPDX-License-Identifier: Apache-2.0

/// Something wrong with a flow: which step, and what.
public struct FlowFinding: Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case noStart = "no-start"
    case severalStarts = "several-starts"
    case repeatedNode = "repeated-step"
    case unknownNode = "step-not-known"
    case unreachable = "not-reached"
    case noWayOut = "no-way-out"
    case cycle = "cycle"
    case emptyBranch = "empty-branch"
    case noOtherwise = "no-otherwise"
    case noApprover = "no-approver"
    case noApproval = "no-approval"
    case unknownRole = "role-not-known"
    case unknownGroup = "group-not-known"
    case unmannedGroup = "group-unmanned"
    case unknownPerson = "person-not-known"
    case unknownField = "field-not-known"
    case rightNotPossible = "right-not-possible"
    case limitNotPossible = "limit-not-possible"
    case levelNotPossible = "level-not-possible"
    case crossedParallel = "crossed-parallel"
  }

  public let code: Code
  public let node: String
  /// The name, role, field or number that does not do; empty where the step says it all.
  public let subject: String
  public var description: String { "\(node): \(code.rawValue) \(subject)" }

  init(_ code: Code, _ node: String, _ subject: String = "") {
    self.code = code
    self.node = node
    self.subject = subject
  }
}

/// The words a flow may use.
public struct FlowVocabulary: Hashable, Sendable {
  public let roles: Swift.Set<String>
  public let people: Swift.Set<Int64>
  /// Ids of groups of people.
  public let groups: Swift.Set<String>
  /// Those of them whose members all left.
  public let unmannedGroups: Swift.Set<String>
  /// What conditions and approvers may look at.
  public let fields: Swift.Set<String>
  /// Parts of the form, with what a step may do with each.
  public let parts: [String: Swift.Set<ApprovalStep.FieldRight>]

  public init(
    roles: Swift.Set<String>, people: Swift.Set<Int64>, groups: Swift.Set<String> = [], unmannedGroups: Swift.Set<String> = [],
    fields: Swift.Set<String>, parts: [String: Swift.Set<ApprovalStep.FieldRight>] = [:]
  ) {
    self.roles = roles
    self.people = people
    self.groups = groups
    self.unmannedGroups = unmannedGroups
    self.fields = fields
    self.parts = parts
  }
}
