// SPDX-License-Identifier: Apache-2.0

/// Why nobody was signed in by a provider. No word of a token is part of it.
public struct ProviderRefusal: Error, Sendable, Hashable {
  public let reason: Reason
  /// For whoever sets the provider up: a host, a status, the name of a field. Never what a token held.
  public let detail: String

  public static let detailLimit = 200

  public init(_ reason: Reason, _ detail: String = "") {
    self.reason = reason
    let plain = detail.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) }
    self.detail = String(plain.prefix(Self.detailLimit))
  }

  public enum Reason: String, Sendable, Hashable, CaseIterable {
    // The way of the browser.
    case stateNotKnown = "state-not-known"
    case otherBrowser = "other-browser"
    case denied
    case providerError = "provider-error"
    case codeMissing = "code-missing"
    case issuerMixed = "issuer-mixed"
    case settingsChanged = "settings-changed"
    // The provider's server.
    case unreachable
    case timedOut = "timed-out"
    case tls
    case addressRefused = "address-refused"
    case redirected
    case tooLong = "too-long"
    case answerRefused = "answer-refused"
    case notReadable = "not-readable"
    case discoveryIssuer = "discovery-issuer"
    case discoveryIncomplete = "discovery-incomplete"
    case addressUnsafe = "address-unsafe"
    case methodMissing = "method-missing"
    case codeRefused = "code-refused"
    case clientRefused = "client-refused"
    case tokenMissing = "token-missing"
    case keysNotReadable = "keys-not-readable"
    // The token.
    case tokenNotReadable = "token-not-readable"
    case algorithmRefused = "algorithm-refused"
    case headerRefused = "header-refused"
    case keyNotKnown = "key-not-known"
    case keyAmbiguous = "key-ambiguous"
    case signatureWrong = "signature-wrong"
    case issuerWrong = "issuer-wrong"
    case audienceWrong = "audience-wrong"
    case partyWrong = "party-wrong"
    case subjectWrong = "subject-wrong"
    case expired
    case notYetValid = "not-yet-valid"
    case issuedWrong = "issued-wrong"
    case nonceWrong = "nonce-wrong"
    case accessTokenWrong = "access-token-wrong"
    case notAnew = "not-anew"
    // The person.
    case notLinked = "not-linked"
    case linkedOtherwise = "linked-otherwise"
    case accountTaken = "account-taken"
    case personClosed = "person-closed"
    case loginTaken = "login-taken"
    case loginUnfit = "login-unfit"
    case invitationGone = "invitation-gone"
  }
}

extension ProviderRefusal.Reason {
  /// Who can do something about it, which decides what is said besides.
  enum Side { case browser, server, token, person }

  var side: Side {
    switch self {
    case .stateNotKnown, .otherBrowser, .denied, .providerError, .codeMissing, .settingsChanged: .browser
    case .unreachable, .timedOut, .tls, .addressRefused, .redirected, .tooLong, .answerRefused, .notReadable, .discoveryIssuer,
      .discoveryIncomplete, .addressUnsafe, .methodMissing, .codeRefused, .clientRefused, .tokenMissing, .keysNotReadable:
      .server
    case .issuerMixed, .tokenNotReadable, .algorithmRefused, .headerRefused, .keyNotKnown, .keyAmbiguous, .signatureWrong, .issuerWrong,
      .audienceWrong, .partyWrong, .subjectWrong, .expired, .notYetValid, .issuedWrong, .nonceWrong, .accessTokenWrong, .notAnew:
      .token
    case .notLinked, .linkedOtherwise, .accountTaken, .personClosed, .loginTaken, .loginUnfit, .invitationGone: .person
    }
  }

  /// The provider's server is at fault, not who signs in: another time it may go.
  public var isOfServer: Bool { side == .server }

  /// What happened, for people.
  public var label: BilingualText {
    switch self {
    case .stateNotKnown: BilingualText("这次登录已用过、已过期，或不是从这里开始的", "this sign-in was used, is too old, or did not begin here")
    case .otherBrowser: BilingualText("登录是在另一个浏览器里开始的", "the sign-in began in another browser")
    case .denied: BilingualText("在身份提供方那里取消了，或没有得到同意", "it was cancelled at the sign-in provider, or not consented to")
    case .providerError: BilingualText("身份提供方没有让登录完成", "the sign-in provider did not complete the sign-in")
    case .codeMissing: BilingualText("浏览器带回来的回答不完整", "what the browser brought back is not complete")
    case .issuerMixed: BilingualText("回答来自另一个身份提供方", "the answer comes from another provider")
    case .settingsChanged: BilingualText("登录设置在这期间改过", "the settings of the sign-in were changed meanwhile")
    case .unreachable: BilingualText("连接不上身份提供方", "the sign-in provider is not reached")
    case .timedOut: BilingualText("身份提供方没有及时应答", "the sign-in provider did not answer in time")
    case .tls:
      BilingualText(
        "与身份提供方的加密连接没有建立：证书不可信，或对方不支持", "no encrypted connection to the sign-in provider: its certificate is not trusted, or it offers none"
      )
    case .addressRefused: BilingualText("身份提供方的地址在内网或本机，已拒绝", "the provider's address is private or this machine's own: refused")
    case .redirected: BilingualText("身份提供方要求转到别的地址，没有跟随", "the provider points to another address, which is not followed")
    case .tooLong: BilingualText("身份提供方的回答太长，没有读完", "the provider's answer is too long to be read")
    case .answerRefused: BilingualText("身份提供方回答了错误", "the provider answered with an error")
    case .notReadable: BilingualText("看不懂身份提供方的回答", "the provider's answer is not understood")
    case .discoveryIssuer: BilingualText("对方自称的 issuer 与设置的不同", "the provider calls itself by another issuer than was set")
    case .discoveryIncomplete: BilingualText("身份提供方的说明不完整", "the provider's description of itself is not complete")
    case .addressUnsafe: BilingualText("身份提供方给出的地址不是 https", "an address that the provider gives is not https")
    case .methodMissing: BilingualText("身份提供方不支持这里需要的登录方式", "the provider does not offer the way of signing in that is needed here")
    case .codeRefused: BilingualText("身份提供方不认这个登录码", "the provider does not take its own code")
    case .clientRefused: BilingualText("身份提供方不认客户端编号或密钥", "the provider refuses client id or secret")
    case .tokenMissing: BilingualText("身份提供方没有给出身份令牌", "the provider gave no identity token")
    case .keysNotReadable: BilingualText("看不懂身份提供方的公钥", "the provider's keys are not understood")
    case .tokenNotReadable: BilingualText("看不懂身份令牌", "the identity token is not understood")
    case .algorithmRefused: BilingualText("身份令牌用了不接受的签名方法", "the identity token is signed by a method that is not taken")
    case .headerRefused: BilingualText("身份令牌的头部有不接受的内容", "the header of the identity token holds what is not taken")
    case .keyNotKnown: BilingualText("身份令牌的公钥不是身份提供方的", "the key of the identity token is none of the provider's")
    case .keyAmbiguous: BilingualText("分不清身份令牌用的是哪把公钥", "it cannot be told by which key the identity token is signed")
    case .signatureWrong: BilingualText("身份令牌的签名不对", "the signature of the identity token is wrong")
    case .issuerWrong: BilingualText("身份令牌的签发方不对", "the identity token comes from another issuer")
    case .audienceWrong: BilingualText("身份令牌不是发给这里的", "the identity token was not made for this client")
    case .partyWrong: BilingualText("身份令牌是给另一个客户端用的", "the identity token was made for another client to use")
    case .subjectWrong: BilingualText("身份令牌里没有可用的账号编号", "the identity token holds no number of an account that can be used")
    case .expired: BilingualText("身份令牌已过期", "the identity token has expired")
    case .notYetValid: BilingualText("身份令牌尚未生效", "the identity token is not valid yet")
    case .issuedWrong: BilingualText("身份令牌的签发时间不对", "the identity token says a time of issue that cannot be")
    case .nonceWrong: BilingualText("身份令牌不属于这次登录", "the identity token does not belong to this sign-in")
    case .accessTokenWrong: BilingualText("两个令牌对不上", "the two tokens do not belong together")
    case .notAnew:
      BilingualText("身份提供方没有让人重新登录，或没有说是什么时候登录的", "the provider did not ask to sign in again, or does not say when that was")
    case .notLinked: BilingualText("这个企业账号没有关联任何登录名", "this company account is linked to no login")
    case .linkedOtherwise: BilingualText("这个登录名已关联另一个企业账号", "this login is linked to another company account")
    case .accountTaken: BilingualText("这个企业账号已关联另一个登录名", "this company account is linked to another login")
    case .personClosed: BilingualText("这个登录名已停用", "this login is closed")
    case .loginTaken: BilingualText("这个登录名已有人用", "somebody has this login")
    case .loginUnfit: BilingualText("企业账号没有带来可用的登录名", "the company account brings no login that can be used")
    case .invitationGone: BilingualText("这份邀请已用过、已撤回或已过期", "this invitation was used, withdrawn, or is too old")
    }
  }

  /// What to do, for the person who wanted to sign in.
  public var hint: BilingualText {
    switch side {
    case .browser: BilingualText("请重新登录：在同一个浏览器里、十分钟内完成", "begin again, in one browser and within ten minutes")
    case .server:
      BilingualText("稍后再试，或用密码登录；一直这样，请告诉管理员", "try again later or sign in with your password; tell an administrator if it stays so")
    case .token: BilingualText("没有登录任何人；请告诉管理员，审计里有原因", "nobody was signed in; tell an administrator, the audit holds the reason")
    case .person: BilingualText("请管理员邀请您，或替您关联企业账号", "ask an administrator to invite you, or to link your company account")
    }
  }
}
