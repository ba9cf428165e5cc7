-- 用友 U8：客户档案 Customer。
-- Yonyou U8: customers.
-- watermark: changed_at timestamp, overlap 900
SELECT
  c.cCusCode AS code,
  c.cCusName AS name,
  k.cCCName AS channel,
  c.cDCCode AS territory,
  c.iCusCreLine AS credit_limit,
  c.cCusPPerson AS owner,
  COALESCE(c.dModifyDate, c.dCusDevDate) AS changed_at
FROM Customer AS c
LEFT JOIN CustomerClass AS k ON k.cCCCode = c.cCCCode
