-- 用友 U8：付款单（已审核）。Ap_CloseBill，cFlag = 'AP'、单据类型 49。
-- Yonyou U8: approved payments to suppliers.
-- watermark: changed_at timestamp, overlap 900
SELECT
  m.cVouchID AS payment_number,
  m.dVouchDate AS paid_on,
  m.cDwCode AS supplier,
  m.cDigest AS purpose,
  m.cSSCode AS method,
  m.iAmount AS amount,
  (SELECT MAX(t.v) FROM (VALUES (m.dcreatesystime), (m.dmodifysystime), (m.dverifysystime), (m.dVouchDate)) AS t(v)) AS changed_at
FROM Ap_CloseBill AS m
WHERE m.cFlag = 'AP' AND m.cVouchType = '49' AND m.cCheckMan IS NOT NULL
