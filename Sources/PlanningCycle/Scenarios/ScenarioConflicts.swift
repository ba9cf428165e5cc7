// SPDX-License-Identifier: Apache-2.0

/// Which number stands where the scenario and the plan changed the same cell.
public enum ConflictChoice: String, Sendable {
  /// Nothing is done; the conflicts are said.
  case refuse
  case plan
  case scenario
}

/// A merge or rebase that was not done, because both sides changed the same cells and nobody said which number stands.
public struct ScenarioConflicts: Error, Sendable {
  /// At most ``ScenarioComparison/inputLimit``.
  public let inputs: [ScenarioComparison.Input]
  public let total: Int
}
