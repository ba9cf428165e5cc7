// SPDX-License-Identifier: Apache-2.0

/// How somebody who works for long beside a workspace comes back to it: to look, or to change something, for a moment.
public protocol WorkspaceTurns {
  /// Nobody else touches the workspace while `body` runs; between two turns others have theirs.
  func turn<Answer>(_ body: (Workspace) throws -> Answer) throws -> Answer
}

/// Whoever holds the workspace all the time has every turn at once.
struct HeldWorkspace: WorkspaceTurns {
  let workspace: Workspace

  func turn<Answer>(_ body: (Workspace) throws -> Answer) throws -> Answer { try body(workspace) }
}
