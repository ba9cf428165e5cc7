// SPDX-License-Identifier: Apache-2.0

/// Two records that may be one, by their positions in the list, the lower one first.
public struct Candidate: Hashable, Sendable {
  public let first: Int
  public let second: Int
  public let judgement: Judgement
}

/// Records that belong together.
public struct Cluster: Hashable, Sendable {
  /// Positions in ascending order, two at least.
  public let members: [Int]
  /// All of them are one for certain; otherwise somebody is asked.
  public let isCertain: Bool
  /// What was found between members, strongest first.
  public let links: [Candidate]
}

/// A branch and the company it is a branch of: a place in a hierarchy.
public struct BranchFound: Hashable, Sendable {
  public let branch: Int
  public let company: Int
  public let reason: Reason
}

public struct CandidatesFound: Sendable {
  /// By score, then by position.
  public let candidates: [Candidate]
  /// Certain ones first, then by the first member.
  public let clusters: [Cluster]
  public let branches: [BranchFound]
  /// Pairs that were looked at.
  public let compared: Int
  /// Records of groups too large to compare each with each; these were compared with their neighbours in order.
  public let crowded: Int
}
