// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// One rule about one kind of fact.
public struct QualityRule: Hashable, Sendable {
  /// `sales-order-lines.scale.amount_incl_tax` for one that comes along, `own-17` for one that people made.
  public let id: String
  public let kind: FactKind
  public let check: QualityCheck
  public let severity: QualitySeverity
  /// Rows of ten thousand that may fail before the rule does.
  public let tolerated: Int

  public init(id: String, kind: FactKind, check: QualityCheck, severity: QualitySeverity, tolerated: Int = 0) {
    (self.id, self.kind, self.check, self.severity, self.tolerated) = (id, kind, check, severity, tolerated)
  }

  public func with(_ severity: QualitySeverity) -> QualityRule {
    QualityRule(id: id, kind: kind, check: check, severity: severity, tolerated: tolerated)
  }
}

/// What follows when a rule fails.
public enum QualitySeverity: String, CaseIterable, Hashable, Sendable {
  /// 隔离: nothing of the batch reaches facts or plan.
  case stop
  /// 提醒: kept, and said.
  case warn
  /// 备注: kept, and noted.
  case note

  /// How much the rule counts in the score.
  public var weight: Int {
    switch self {
    case .stop: 5
    case .warn: 2
    case .note: 1
    }
  }
}

/// The five parts of the score.
public enum QualityDimension: String, CaseIterable, Hashable, Sendable {
  /// 完整.
  case completeness
  /// 有效.
  case validity
  /// 一致.
  case consistency
  /// 唯一.
  case uniqueness
  /// 及时.
  case timeliness

  /// Of a hundred.
  public var weight: Int {
    switch self {
    case .completeness: 25
    case .validity: 30
    case .consistency: 25
    case .uniqueness, .timeliness: 10
    }
  }
}
