// SPDX-License-Identifier: Apache-2.0

/// How bad it is when nobody acts.
public enum AlertSeverity: String, CaseIterable, Comparable, Sendable {
  case info, warning, critical

  public static func < (left: AlertSeverity, right: AlertSeverity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .critical: 2
    }
  }
}
