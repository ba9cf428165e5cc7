// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// An alert from the day it was raised until it has recovered.
public struct AlertLife: Hashable, Sendable {
  public let key: String
  public let code: String
  /// The news it stands for: the number of the evaluation that raised it or made it worse. Whoever was told of this number has heard all of it.
  public internal(set) var mark: Int64
  /// What was said with that news, or since it eased.
  public internal(set) var level: AlertLevel
  public let raisedOn: Day
  public internal(set) var leveledOn: Day
  /// The newest day on which it was written down as being there.
  public internal(set) var seenOn: Day
  /// Since when it is not seen; nil while it is there.
  public internal(set) var goneOn: Day?
  /// Its news is that it got worse.
  public internal(set) var isWorse: Bool
}
