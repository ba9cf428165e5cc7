// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A rule as somebody sees it.
public struct RuleView: Sendable {
  public let rule: AlertRule
  /// What it says, in words.
  public let sentence: BilingualText
  /// As it would be typed, to be changed.
  public let draft: RuleDraft
  public let owner: BilingualText
  public let isMine: Bool
  public let mayEdit: Bool
  /// Why it says nothing though it is on; nil while it works.
  public let rest: BilingualText?
  /// What it says now to whoever looks: at most ``RuleLimits/singles`` and a line for the others.
  public let hits: [Alert]
  /// With those that are one line.
  public let hitCount: Int
}

/// The rules somebody sees, and how many more there may be.
public struct RuleList: Sendable {
  public let today: Day
  public let rules: [RuleView]
  /// Those that the house brought along.
  public let ofHouse: [RuleView]
  public let companyCount: Int
  public let ownCount: Int
  public let mayShare: Bool
}

/// What a rule would say if it were saved.
public struct RulePreview: Sendable {
  /// Everything that is wrong with it; then there is nothing else.
  public let problems: [RuleProblem]
  public let sentence: BilingualText?
  public let hits: [Alert]
  public let hitCount: Int
  /// Members × periods that it looks at.
  public let cellCount: Int
  public let history: RuleHistory?
}

/// What a rule can be made of, as one person may.
public struct RuleChoices: Sendable {
  public struct Figure: Sendable {
    public let id: String
    public let label: BilingualText
    public let section: BilingualText
    public let unit: String
    public let isMoney: Bool
    /// A percentage.
    public let isPercent: Bool
    /// `none`, `month`, `day`
    public let axis: String
    public let dimensions: [String]
    public let each: [RuleEach]
    public let bases: [RuleBase]
    public let addsUp: Bool
    public let needsMembers: Bool
    /// Which way is good: `up`, `down`; nil: neither.
    public let good: String?
  }

  public struct Member: Sendable {
    public let code: String
    public let name: BilingualText
  }

  public struct Named: Sendable {
    public let id: String
    public let label: BilingualText
  }

  public struct Template: Sendable {
    public let id: String
    public let label: BilingualText
    public let sentence: BilingualText
    public let draft: RuleDraft
  }

  public let figures: [Figure]
  /// By dimension, in plan order.
  public let members: [(dimension: String, label: BilingualText, members: [Member])]
  public let data: [Named]
  public let forms: [Named]
  public let templates: [Template]
}
