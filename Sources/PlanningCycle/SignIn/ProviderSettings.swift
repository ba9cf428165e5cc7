// SPDX-License-Identifier: Apache-2.0
public import Access

/// Who vouches for people here, in the words of OpenID Connect, and what that opens. The client's secret lies apart.
public struct ProviderSettings: Sendable, Hashable {
  /// Whether a sign-in over there is as good as a password and a code.
  public enum SecondFactor: String, Sendable, Hashable, CaseIterable {
    /// Who has a code here types it all the same.
    case never
    /// The provider asks everybody for more than a password.
    case always
    /// The token says so: `amr` holds `mfa` (RFC 8176), or `acr` is one of ``ProviderSettings/contexts``.
    case told

    public var label: BilingualText {
      switch self {
      case .never: BilingualText("不算：这里照样要验证码", "No: a code is asked for here all the same")
      case .always: BilingualText("算：那边对每个人都要两步", "Yes: everybody signs in with two steps there")
      case .told: BilingualText("看回答：它说用了两步才算", "When it says that two steps were taken")
      }
    }
  }

  /// What somebody becomes whom nobody invited.
  public struct NewMember: Sendable, Hashable {
    public let role: Role
    public let scope: Scope

    public init(role: Role, scope: Scope) {
      self.role = role
      self.scope = scope
    }

    /// Roles that may be given without anybody looking: none that approves, hands out rights or changes the model.
    public static let roles = Role.allCases.filter { role in !powers.contains { role.holds($0) } }
    private static let powers: [Permission] = [.approve, .manageUsers, .editModel, .backUp, .readAudit, .viewPay]
  }

  public var isOn: Bool
  /// The provider's own name of itself, an address: every token is compared with it letter by letter.
  public var issuer: String
  public var clientID: String
  /// Without `openid`, which is always asked for.
  public var scopes: [String]
  /// What stands on the button; an empty text takes the standard.
  public var label: BilingualText
  /// The claim that holds a login; nil: none does.
  public var loginClaim: String?
  /// Somebody who is not linked yet is found by that claim. Where people may change it themselves over there, they choose who they are here.
  public var findsByClaim: Bool
  /// nil: no login is made by signing in.
  public var newMember: NewMember?
  /// Passwords open nothing, but those of ``keepers``.
  public var isOnlyWay: Bool
  /// Logins that still sign in with their password when it is the only way: for the day on which the provider is down.
  public var keepers: [String]
  public var secondFactor: SecondFactor
  /// Values of `acr` that are asked for, and of which each counts as two steps.
  public var contexts: [String]
  /// Hosts of the provider that may lie in a private network, in small letters.
  public var internalHosts: [String]

  public static let scopeLimit = 10
  public static let hostLimit = 10
  public static let keeperLimit = 10

  public init(
    isOn: Bool = false, issuer: String, clientID: String, scopes: [String] = ["profile", "email"],
    label: BilingualText = BilingualText("", ""), loginClaim: String? = nil, findsByClaim: Bool = false, newMember: NewMember? = nil,
    isOnlyWay: Bool = false,
    keepers: [String] = [], secondFactor: SecondFactor = .never, contexts: [String] = [], internalHosts: [String] = []
  ) {
    self.isOn = isOn
    self.issuer = issuer
    self.clientID = clientID
    self.scopes = scopes
    self.label = label
    self.loginClaim = loginClaim
    self.findsByClaim = findsByClaim
    self.newMember = newMember
    self.isOnlyWay = isOnlyWay
    self.keepers = keepers
    self.secondFactor = secondFactor
    self.contexts = contexts
    self.internalHosts = internalHosts
  }

  /// What the button says.
  public var button: BilingualText {
    BilingualText(
      label.chinese.isEmpty ? "用企业账号登录" : label.chinese,
      label.english.isEmpty ? (label.chinese.isEmpty ? "Sign in with your company account" : label.chinese) : label.english)
  }

  /// Where the provider sends the browser back to, below the address at which people reach the server.
  public static let returnPath = "/api/v1/session/provider/return"
}
