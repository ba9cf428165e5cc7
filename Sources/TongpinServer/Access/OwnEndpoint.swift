// SPDX-License-Identifier: Apache-2.0
package import Access
package import HTTPTypes

/// What the server answers itself, beside the route table: signing in and out, tokens, live events.
package enum OwnEndpoint: CaseIterable, Sendable {
  case signIn, readSession, signOut, changePassword, viewAs, endViewAs, makeToken, readInvitation, acceptInvitation, events, presence,
    tryChannel, mailInvitation
  case beginSecondFactor, confirmSecondFactor, removeSecondFactor

  package var method: HTTPRequest.Method {
    switch self {
    case .signIn, .makeToken, .changePassword, .viewAs, .readInvitation, .acceptInvitation, .presence, .tryChannel, .mailInvitation,
      .beginSecondFactor,
      .confirmSecondFactor,
      .removeSecondFactor:
      .post
    case .readSession, .events: .get
    case .signOut, .endViewAs: .delete
    }
  }

  package var path: String {
    switch self {
    case .signIn, .readSession, .signOut: "/api/v1/session"
    case .changePassword: "/api/v1/session/password"
    case .beginSecondFactor: "/api/v1/session/second-factor"
    case .confirmSecondFactor: "/api/v1/session/second-factor/confirm"
    case .removeSecondFactor: "/api/v1/session/second-factor/remove"
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

  /// Asked by somebody who is not signed in: a password or the secret of a link stands in the body.
  package var isOpen: Bool {
    switch self {
    case .signIn, .readInvitation, .acceptInvitation: true
    case .readSession, .signOut, .changePassword, .viewAs, .endViewAs, .makeToken, .events, .presence, .tryChannel, .mailInvitation,
      .beginSecondFactor,
      .confirmSecondFactor,
      .removeSecondFactor:
      false
    }
  }

  /// Open to somebody who has to set a second factor before anything else.
  package var isBeforeSecondFactor: Bool {
    switch self {
    case .readSession, .signOut, .changePassword, .beginSecondFactor, .confirmSecondFactor: true
    case .signIn, .readInvitation, .acceptInvitation, .viewAs, .endViewAs, .makeToken, .events, .presence, .tryChannel, .mailInvitation,
      .removeSecondFactor:
      false
    }
  }

  /// nil: whoever is signed in, or holds the secret.
  package var permission: Permission? {
    switch self {
    case .signIn, .readSession, .signOut, .changePassword, .endViewAs, .makeToken, .readInvitation, .acceptInvitation, .beginSecondFactor,
      .confirmSecondFactor, .removeSecondFactor:
      nil
    case .viewAs, .tryChannel, .mailInvitation: .manageUsers
    case .events, .presence: .viewPlan
    }
  }

  package var summary: String {
    switch self {
    case .signIn: "Signs in; sets the session cookie"
    case .readSession: "Who is signed in"
    case .signOut: "Ends the session"
    case .changePassword: "Another password of one's own choice; ends one's other sessions"
    case .beginSecondFactor: "A secret for an authenticator app, for who shows the password; it counts once a code of it is confirmed"
    case .confirmSecondFactor: "Signs in with a code from now on; gives the recovery codes, once"
    case .removeSecondFactor: "Ends one's second factor, for who shows one more code"
    case .viewAs: "Looks as somebody else, or as a role; for reading only, and written down"
    case .endViewAs: "Looks as oneself again"
    case .makeToken: "A token for scripts, shown once"
    case .readInvitation: "Whom a link is for"
    case .acceptInvitation: "Adds the login that a link is good for, and signs in"
    case .events: "Live events"
    case .mailInvitation: "Mails the link of an invitation at once; it is kept nowhere"
    case .tryChannel: "Sends a trial by one channel and says what the other side answered"
    case .presence: "Where a page of the reader is, and where everybody else is just now; nothing of it is kept"
    }
  }

  init?(_ method: HTTPRequest.Method, _ path: String) {
    guard let found = Self.allCases.first(where: { $0.method == method && $0.path == path }) else { return nil }
    self = found
  }
}
