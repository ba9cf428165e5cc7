// SPDX-License-Identifier: Apache-2.0
public import Access

/// What an administrator asks the sign-in provider to be: as typed, the secret included.
public struct ProviderDraft: Sendable {
  /// `openid` in it is taken as asked for already.
  public var settings: ProviderSettings
  public var secondFactor: String
  /// nil: no login is made by signing in; a role that is none is a fault.
  public var newRole: String?
  public var newScope: Scope
  /// nil leaves the secret as it is; empty takes it away.
  public var secret: String?
  /// The settings it was made from; nil: whatever they are.
  public var version: Int64?

  public init(
    settings: ProviderSettings, secondFactor: String, newRole: String?, newScope: Scope, secret: String?, version: Int64?
  ) {
    self.settings = settings
    self.secondFactor = secondFactor
    self.newRole = newRole
    self.newScope = newScope
    self.secret = secret
    self.version = version
  }
}

/// Checks a draft against what is known, and collects every fault.
struct ProviderCheck {
  private(set) var settings: ProviderSettings
  private(set) var secret: SecretText?
  private(set) var faults: [BilingualText] = []

  /// - Parameters:
  ///   - strays: members of the scope of new members that the company does not have.
  ///   - keepers: everybody who may be a keeper: open, managing people, with a password.
  init(
    _ draft: ProviderDraft, known: ProviderSettings?, kept: SecretText?, publicAddress: String?, strays: [BilingualText],
    keepers: Swift.Set<String>
  ) {
    settings = draft.settings
    checkIssuer()
    takeNewMember(draft, strays)
    checkTexts()
    settings.internalHosts = hosts(draft.settings.internalHosts)
    if let secondFactor = ProviderSettings.SecondFactor(rawValue: draft.secondFactor) {
      settings.secondFactor = secondFactor
    } else {
      let known = ProviderSettings.SecondFactor.allCases.map(\.rawValue).joined(separator: ", ")
      fault("两步验证“\(draft.secondFactor.prefix(20))”应为 \(known)", "the second factor “\(draft.secondFactor.prefix(20))” is none of \(known)")
    }
    keep(draft.secret, known: known, kept: kept)
    if settings.isOn { checkAddress(publicAddress) }
    takeKeepers(keepers)
  }

  private mutating func fault(_ chinese: String, _ english: String) { faults.append(BilingualText(chinese, english)) }

  private static func isPlain(_ text: String, _ limit: Int) -> Bool {
    (1...limit).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }

  /// A letter of RFC 6749 §3.3 and of names of claims that need no writing around them.
  private static func isToken(_ text: String, _ limit: Int) -> Bool {
    (1...limit).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
  }

  private mutating func checkIssuer() {
    guard let address = WebAddress(settings.issuer), !settings.issuer.contains("?"), settings.issuer.utf8.count <= 500 else {
      return fault(
        "签发方（issuer）“\(settings.issuer.prefix(100))”应像 https://login.example.com/realms/main",
        "the issuer “\(settings.issuer.prefix(100))” is not like https://login.example.com/realms/main")
    }
    if !address.isSecure, !HostName.isLoopback(address.host) {
      fault("签发方（issuer）必须以 https:// 开头", "the issuer has to begin with https://")
    }
  }

  private mutating func checkTexts() {
    if !Self.isPlain(settings.clientID, 200) {
      fault("客户端编号（client id）不能为空，最长 200 字节", "the client id is missing or longer than 200 bytes")
    }
    settings.scopes = settings.scopes.filter { $0 != "openid" }
    if settings.scopes.count > ProviderSettings.scopeLimit || !settings.scopes.allSatisfy({ Self.isToken($0, 100) }) {
      fault(
        "scope 最多 \(ProviderSettings.scopeLimit) 个，每个不含空格和引号",
        "there are at most \(ProviderSettings.scopeLimit) scopes, without blanks and quotes")
    }
    if settings.contexts.count > ProviderSettings.scopeLimit || !settings.contexts.allSatisfy({ Self.isToken($0, 100) }) {
      fault(
        "acr 最多 \(ProviderSettings.scopeLimit) 个，每个不含空格和引号",
        "there are at most \(ProviderSettings.scopeLimit) values of acr, without blanks and quotes")
    }
    if let claim = settings.loginClaim, !Self.isToken(claim, 100) {
      fault("登录名字段“\(claim.prefix(60))”不含空格和引号，最长 100 字节", "the claim “\(claim.prefix(60))” is at most 100 bytes without blanks and quotes")
    }
    if settings.loginClaim == nil, settings.findsByClaim || settings.newMember != nil {
      fault("按登录名关联、自动加入成员，都要先说哪个字段是登录名", "to link by login or to make members, say which claim holds the login")
    }
    for text in [settings.label.chinese, settings.label.english] where !text.isEmpty && !Self.isPlain(text, 60) {
      fault("按钮文字最长 60 字节，不含控制字符", "the text of the button is at most 60 bytes without control characters")
    }
  }

  private mutating func hosts(_ typed: [String]) -> [String] {
    if typed.count > ProviderSettings.hostLimit {
      fault("内网主机最多 \(ProviderSettings.hostLimit) 个", "there are at most \(ProviderSettings.hostLimit) internal hosts")
    }
    var names: [String] = []
    for name in typed.prefix(ProviderSettings.hostLimit).map({ $0.lowercased() }) where !names.contains(name) {
      if HostName.isName(name) {
        names.append(name)
      } else {
        fault("内网主机“\(name.prefix(100))”不是主机名", "the internal host “\(name.prefix(100))” is no host name")
      }
    }
    return names
  }

  private mutating func keep(_ typed: String?, known: ProviderSettings?, kept: SecretText?) {
    guard let typed else {
      // A secret goes to the provider it was typed for: whoever names another types it again.
      if let known, kept != nil, (known.issuer, known.clientID) != (settings.issuer, settings.clientID) {
        fault("换了签发方或客户端编号，请重新输入密钥", "for another issuer or client id type the secret again")
      }
      secret = kept
      return
    }
    guard typed.isEmpty || Self.isPlain(typed, 500) else {
      return fault("密钥最长 500 字节，不含控制字符", "the secret is at most 500 bytes without control characters")
    }
    secret = SecretText(typed)
  }

  private mutating func takeNewMember(_ draft: ProviderDraft, _ strays: [BilingualText]) {
    guard let text = draft.newRole else { return settings.newMember = nil }
    guard let role = Role(rawValue: text), ProviderSettings.NewMember.roles.contains(role) else {
      let known = ProviderSettings.NewMember.roles
      return fault(
        "新成员的角色只能是 \(known.map(\.label.chinese).joined(separator: "、"))",
        "a new member's role is one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
    faults += strays
    settings.newMember = ProviderSettings.NewMember(role: role, scope: draft.newScope)
  }

  /// The browser is sent back there with a code: the address has to be this server's own, and not in the clear.
  private mutating func checkAddress(_ text: String?) {
    guard let text, let address = WebAddress(text) else {
      return fault(
        "先在通知设置里填写访问地址，身份提供方要把浏览器送回来",
        "set the address people reach this server at first (notification settings): the provider sends browsers back to it")
    }
    if !address.isSecure, !HostName.isLoopback(address.host) {
      fault("访问地址 \(text) 不是 https，登录码会被路上的人看到", "the address \(text) is not https: others on the way would see the code")
    }
    if text.dropFirst(8).contains("/") {
      fault("访问地址 \(text) 不能带路径", "the address \(text) may have no path")
    }
  }

  private mutating func takeKeepers(_ able: Swift.Set<String>) {
    settings.keepers = Array(Swift.Set(settings.keepers.map { $0.lowercased() })).sorted()
    guard settings.isOnlyWay else { return }
    let strays = settings.keepers.filter { !able.contains($0) }
    if settings.keepers.isEmpty || settings.keepers.count > ProviderSettings.keeperLimit {
      fault(
        "只用企业账号登录时，要留 1–\(ProviderSettings.keeperLimit) 个能用密码登录的管理员，以防身份提供方停机",
        "where nobody else has a password, name 1 to \(ProviderSettings.keeperLimit) administrators who keep theirs, for the day the provider is down"
      )
    }
    if !strays.isEmpty {
      fault(
        "\(strays.prefix(5).joined(separator: "、")) 不是在用的、有密码的管理员",
        "\(strays.prefix(5).joined(separator: ", ")) is no administrator whose login is open and has a password")
    }
  }
}
