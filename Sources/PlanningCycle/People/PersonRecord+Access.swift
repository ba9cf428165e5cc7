// SPDX-License-Identifier: Apache-2.0
public import Access

extension Scope {
  /// The stored form: `territory:EAST,SOUTH;department:D01`; empty for everything.
  public var storedText: String {
    restrictions.map { $0.dimension + ":" + $0.members.joined(separator: ",") }.joined(separator: ";")
  }

  /// Reads the stored form; nil when it is not one.
  public init?(storedText: String) {
    var restrictions: [Restriction] = []
    for part in storedText.split(separator: ";") {
      let pieces = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard pieces.count == 2, !pieces[0].isEmpty else { return nil }
      restrictions.append(
        Restriction(dimension: String(pieces[0]), members: pieces[1].split(separator: ",").map(String.init)))
    }
    self.init(restrictions: restrictions)
  }
}

extension PersonRecord {
  /// The person with rights; nil when role or scope are not known to this program, which then lets them do nothing.
  public var person: Person? {
    guard let role = Role(rawValue: details.role), let scope = Scope(storedText: details.scope) else { return nil }
    return Person(
      id: id, login: details.login, name: details.name,
      englishName: details.englishName.isEmpty ? nil : details.englishName, title: role.chineseName, role: role, scope: scope,
      isActive: !details.isDisabled)
  }
}

extension Role {
  /// Both languages, for screens.
  public var label: BilingualText {
    switch self {
    case .generalManager: BilingualText(chineseName, "General manager")
    case .salesDirector: BilingualText(chineseName, "Sales director")
    case .regionalManager: BilingualText(chineseName, "Regional manager")
    case .salesperson: BilingualText(chineseName, "Salesperson")
    case .financeDirector: BilingualText(chineseName, "Finance director")
    case .treasurer: BilingualText(chineseName, "Treasurer")
    case .purchasingManager: BilingualText(chineseName, "Purchasing manager")
    case .departmentHead: BilingualText(chineseName, "Head of department")
    case .auditor: BilingualText(chineseName, "Auditor")
    case .administrator: BilingualText(chineseName, "Administrator")
    }
  }
}
