// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Wire

extension CommandKind {
  /// Whether whoever sends it must have shown lately who they are: what approves, signs, or says who approves.
  func needsFreshProof(_ payload: JSON?) -> Bool {
    switch self {
    case .takeApprovalStep: ["approve", "amend", "end"].contains(payload?["act"]?.text)
    case .approveBudget, .decideBudget, .withdrawBudget, .signReconciliation, .signReview, .closeReview, .delegateApprovals, .bindFlow,
      .saveFlow, .setUnit, .appointPerson, .endAppointment, .setGroup:
      true
    default: false
    }
  }
}

extension Route {
  /// Gives somebody rights, or a way in.
  var needsFreshProof: Bool {
    method == .post && ["/api/v1/people/", "/api/v1/invitations", "/api/v1/sign-in"].contains { pattern.hasPrefix($0) }
      || method == .delete && pattern.hasPrefix("/api/v1/people/")
  }
}

extension OwnEndpoint {
  var needsFreshProof: Bool {
    switch self {
    case .makeToken, .mailInvitation: true
    default: false
    }
  }
}
