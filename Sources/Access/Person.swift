// SPDX-License-Identifier: Apache-2.0

/// Somebody with a login.
public struct Person: Hashable, Sendable, Identifiable, Codable {
  public let id: Int64
  /// What they type to log in; unique in a workspace.
  public let login: String
  /// 姓名, as shown.
  public let name: String
  /// The name for readers of English; the same when nobody gave another.
  public let englishName: String
  /// 职务, as shown: 华东区域经理.
  public let title: String
  public let role: Role
  public let scope: Scope
  /// False after somebody left: their history stays, their rights end.
  public let isActive: Bool

  public init(
    id: Int64, login: String, name: String, englishName: String? = nil, title: String, role: Role, scope: Scope = .all,
    isActive: Bool = true
  ) {
    self.id = id
    self.login = login
    self.name = name
    self.englishName = englishName ?? name
    self.title = title
    self.role = role
    self.scope = scope
    self.isActive = isActive
  }

  /// Whoever runs the command line beside the data folder. They hold the files already, so a password would protect
  /// nothing; what they do is written down under this name. Id 0 is never given to a login.
  public static let localOperator = Person(
    id: 0, login: "local", name: "本机操作员", englishName: "Local operator", title: "本机操作员", role: .administrator)
}
