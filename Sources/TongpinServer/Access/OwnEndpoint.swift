// SPDX-License-Identifier: Apache-2.0
package import Access
package import HTTPTypes
import PlanningCycle

/// What the server answers itself, beside the route table: signing in and out, tokens, live events.
package enum OwnEndpoint: CaseIterable, Sendable {
  case signIn, readSession, signOut, confirmSelf, changePassword, viewAs, endViewAs, makeToken, readInvitation, acceptInvitation, events,
    presence,
    tryChannel, mailInvitation
  case beginSecondFactor, confirmSecondFactor, removeSecondFactor
  case signInWays, beginProvider, finishProvider, confirmProvider, linkProvider, tryProvider

  package var method: HTTPRequest.Method {
    switch self {
    case .signIn, .confirmSelf, .makeToken, .changePassword, .viewAs, .readInvitation, .acceptInvitation, .presence, .tryChannel,
      .mailInvitation,
      .beginSecondFactor, .confirmSecondFactor, .removeSecondFactor, .beginProvider, .confirmProvider, .linkProvider, .tryProvider:
      .post
    case .readSession, .events, .signInWays, .finishProvider: .get
    case .signOut, .endViewAs: .delete
    }
  }

  package var path: String {
    switch self {
    case .signIn, .readSession, .signOut: "/api/v1/session"
    case .confirmSelf: "/api/v1/session/confirm"
    case .changePassword: "/api/v1/session/password"
    case .beginSecondFactor: "/api/v1/session/second-factor"
    case .confirmSecondFactor: "/api/v1/session/second-factor/confirm"
    case .removeSecondFactor: "/api/v1/session/second-factor/remove"
    case .signInWays: "/api/v1/session/ways"
    case .beginProvider: "/api/v1/session/provider"
    case .finishProvider: ProviderSettings.returnPath
    case .confirmProvider: "/api/v1/session/provider/code"
    case .linkProvider: "/api/v1/session/provider/link"
    case .tryProvider: "/api/v1/sign-in/trial"
    case .viewAs, .endViewAs: "/api/v1/session/view-as"
    case .makeToken: "/api/v1/tokens"
    case .readInvitation: "/api/v1/invitations/open"
    case .acceptInvitation: "/api/v1/invitations/accept"
    case .events: "/api/v1/events"
    case .presence: "/api/v1/presence"
    case .tryChannel: "/api/v1/channels/trial"
    case .mailInvitation: "/api/v1/invitations/mail"
    }
  }

  /// Asked by somebody who is not signed in: a password or the secret of a link stands in the body, or the browser is on its way to the sign-in
  /// provider and back.
  package var isOpen: Bool {
    switch self {
    case .signIn, .readInvitation, .acceptInvitation, .signInWays, .beginProvider, .finishProvider, .confirmProvider: true
    case .readSession, .signOut, .confirmSelf, .changePassword, .viewAs, .endViewAs, .makeToken, .events, .presence, .tryChannel,
      .mailInvitation,
      .beginSecondFactor, .confirmSecondFactor, .removeSecondFactor, .linkProvider, .tryProvider:
      false
    }
  }

  /// Open to somebody who has to set a second factor before anything else.
  package var isBeforeSecondFactor: Bool {
    switch self {
    case .readSession, .signOut, .changePassword, .beginSecondFactor, .confirmSecondFactor: true
    case .signIn, .confirmSelf, .readInvitation, .acceptInvitation, .viewAs, .endViewAs, .makeToken, .events, .presence, .tryChannel,
      .mailInvitation, .removeSecondFactor, .signInWays, .beginProvider, .finishProvider, .confirmProvider, .linkProvider, .tryProvider:
      false
    }
  }

  /// nil: whoever is signed in, or holds the secret.
  package var permission: Permission? {
    switch self {
    case .signIn, .readSession, .signOut, .confirmSelf, .changePassword, .endViewAs, .makeToken, .readInvitation, .acceptInvitation,
      .beginSecondFactor,
      .confirmSecondFactor, .removeSecondFactor, .signInWays, .beginProvider, .finishProvider, .confirmProvider, .linkProvider:
      nil
    case .viewAs, .tryChannel, .mailInvitation, .tryProvider: .manageUsers
    case .events, .presence: .viewPlan
    }
  }

  package var summary: String {
    switch self {
    case .signIn: "Signs in; sets the session cookie"
    case .readSession: "Who is signed in"
    case .signOut: "Ends the session"
    case .confirmSelf: "Shows again who one is, by the password or a code, before something is approved or somebody gets rights"
    case .changePassword: "Another password of one's own choice; ends one's other sessions"
    case .beginSecondFactor: "A secret for an authenticator app, for who shows the password; it counts once a code of it is confirmed"
    case .confirmSecondFactor: "Signs in with a code from now on; gives the recovery codes, once"
    case .removeSecondFactor: "Ends one's second factor, for who shows one more code"
    case .signInWays: "How one signs in here, and what a refusal means"
    case .beginProvider: "Begins to sign in at the sign-in provider, or to accept an invitation with an account there"
    case .finishProvider: "Where the sign-in provider sends the browser back to"
    case .confirmProvider: "The code of who came by the sign-in provider and has a second factor here"
    case .linkProvider: "Begins to link one's own login to an account at the sign-in provider, for who shows the password"
    case .tryProvider: "Reads what the sign-in provider says of itself, and its keys"
    case .viewAs: "Looks as somebody else, or as a role; for reading only, and written down"
    case .endViewAs: "Looks as oneself again"
    case .makeToken: "A token for scripts, shown once"
    case .readInvitation: "Whom a link is for"
    case .acceptInvitation: "Adds the login that a link is good for, or gives the one it names another password, and signs in"
    case .events: "Live events"
    case .mailInvitation: "Mails the link of an invitation at once; it is kept nowhere"
    case .tryChannel: "Sends a trial by one channel and says what the other side answered"
    case .presence: "Where a page of the reader is, and where everybody else is just now; nothing of it is kept"
    }
  }

  /// What may be done at a path.
  static func methods(of path: String) -> [HTTPRequest.Method] { allCases.filter { $0.path == path }.map(\.method) }

  init?(_ method: HTTPRequest.Method, _ path: String) {
    guard let found = Self.allCases.first(where: { $0.method == method && $0.path == path }) else { return nil }
    self = found
  }
}
