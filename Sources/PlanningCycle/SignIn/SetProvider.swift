// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

/// The sign-in provider as an administrator sees it: whether a secret is there, never what it is.
public struct ProviderView: Sendable {
  /// nil before anybody set one.
  public let settings: ProviderSettings?
  public let hasSecret: Bool
  public let version: Int64
  /// What has to be registered at the provider; nil while nobody said at which address people reach this server.
  public let redirect: String?
}

extension Workspace {
  /// What the client's secret is called by in its store.
  static let providerSecretName = "sign-in.secret"

  public func signInProvider(_ proof: Authorized<To.ManageUsers>) throws -> ProviderView {
    ProviderView(
      settings: provider.settings, hasSecret: try store.channelSecrets()[Self.providerSecretName] != nil, version: provider.version,
      redirect: redirectAddress)
  }

  /// Sets who vouches for people here. The event says who set what; the secret goes to its own store alone.
  ///
  /// - Parameter context: without a fingerprint of the request: it would be one of the secret as well.
  /// - Throws: `CycleError.providerRefused` with every fault; `providerChanged` when somebody else set it since; `StoreError`.
  public func setSignInProvider(_ proof: Authorized<To.ManageUsers>, _ draft: ProviderDraft, context: CommandContext) throws {
    precondition(context.fingerprint == nil, "no digest of a secret is written down")
    if let version = draft.version, version != provider.version {
      throw CycleError(
        .providerChanged, BilingualText("登录设置已被别人改过", "somebody else changed the settings"),
        detail: BilingualText("您看到的是第 \(version) 号，现在是第 \(provider.version) 号", "you saw number \(version), now it is \(provider.version)"),
        hint: BilingualText("重新载入后再改", "load them again, then change them"))
    }
    var secrets = try store.channelSecrets()
    let able = try store.people().filter { $0.hasPassword && $0.person.map { Access.allows($0, .manageUsers) } ?? false }
    let check = ProviderCheck(
      draft, known: provider.settings, kept: secrets[Self.providerSecretName], publicAddress: channels.settings.publicAddress,
      strays: strays(of: draft.newScope), keepers: Swift.Set(able.map(\.details.login)))
    guard check.faults.isEmpty else {
      throw CycleError(
        .providerRefused, BilingualText("登录设置不能这样保存", "the settings cannot be saved so"), detail: BilingualText.joined(check.faults),
        hint: BilingualText("改正后再保存", "correct it and save again"))
    }
    // The secret first: settings that stand always have theirs.
    secrets[Self.providerSecretName] = check.secret
    try store.save(channelSecrets: secrets)
    _ = try recordDecision(
      ProviderLedger.set, check.settings.canonical, BilingualText("更新单点登录设置", "single sign-on settings changed"), context)
  }

  /// The provider with what is needed to talk to it, for a trial of what is saved.
  ///
  /// - Throws: `CycleError.providerRefused` while something is missing.
  public func providerTrial(_ proof: Authorized<To.ManageUsers>) throws -> ProviderTarget {
    guard let settings = provider.settings, let redirect = redirectAddress else {
      throw CycleError(
        .providerRefused, BilingualText("还没有可以测试的设置", "there is nothing to try yet"),
        hint: BilingualText("先保存单点登录设置和访问地址", "save the settings and the address of this server first"))
    }
    return ProviderTarget(settings: settings, secret: try store.channelSecrets()[Self.providerSecretName], redirect: redirect)
  }

  /// The provider that people sign in by now; nil where there is none, or it is switched off.
  public func openProvider() throws -> ProviderTarget? {
    guard let settings = provider.settings, settings.isOn, let redirect = redirectAddress else { return nil }
    return ProviderTarget(settings: settings, secret: try store.channelSecrets()[Self.providerSecretName], redirect: redirect)
  }

  /// The event that set the provider: who began before it begins again.
  public var providerVersion: Int64 { provider.version }

  /// Whether a password opens this login: always, unless the provider is the only way. Logins that do not exist are told nothing.
  public func takesPassword(_ login: String) -> Bool {
    guard let settings = provider.settings, settings.isOn, settings.isOnlyWay else { return true }
    return settings.keepers.contains(login.lowercased())
  }

  /// The button of the sign-in page, and whether there is a password beside it; for whoever asks.
  public var signInWays: (button: BilingualText?, isOnlyWay: Bool) {
    guard let settings = provider.settings, settings.isOn, redirectAddress != nil else { return (nil, false) }
    return (settings.button, settings.isOnlyWay)
  }

  /// Where people reach this server; nil while nobody said.
  public var publicAddress: String? { channels.settings.publicAddress }

  private var redirectAddress: String? { channels.settings.publicAddress.map { $0 + ProviderSettings.returnPath } }
}

/// Takes the provider out of the way at the machine, where it is down and everybody else is locked out.
public enum CloseProvider {
  /// - Throws: `StoreError`.
  public static func close(
    _ proof: Authorized<To.ManageUsers>, store: any WorkspaceStore, key: String, at moment: Moment
  ) throws(StoreError) {
    _ = try store.append(EventDraft(kind: ProviderLedger.closed, actor: proof.person.actor, idempotencyKey: key), at: moment)
  }
}

extension PersonRecord {
  /// Who came by a provider has none until somebody gives them one.
  public var hasPassword: Bool { details.passwordHash != PasswordHash.decoy.text }
}
