// SPDX-License-Identifier: Apache-2.0

/// Why a figure of a target cannot be set so.
public enum TargetRefusal: Error, Hashable, Sendable {
  /// Below zero, or beyond `TargetGrid.limit`.
  case outOfRange
  /// The figure itself is locked.
  case locked
  /// All of it is locked; it sums to so much.
  case allLocked(Int64)
  /// What is locked within it alone makes so much.
  case belowLocked(TargetBox, Int64)
  /// The sum of a locked figure would not stay.
  case movesLocked(TargetBox)
  /// Nobody is left to take up the difference.
  case nobodyElse
  /// The others have only so much to give.
  case othersTooSmall(Int64)
  /// As many weights as parts are needed, not negative and not all zero.
  case sharesMissing(Int)
}
