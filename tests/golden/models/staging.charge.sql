WITH
    version AS
    (
        SELECT o.*
        FROM raw.catalogue_charge AS o
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            o.offering_id,
            o.charge_id,
            o.valid_from
    )
SELECT
    v.offering_id AS offering_id,
    v.charge_id AS charge_id,
    v.valid_from AS valid_from,
    least(coalesce(v.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), coalesce(lead(toNullable(v.valid_from), 1) OVER (PARTITION BY v.offering_id, v.charge_id ORDER BY v.valid_from ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS valid_to,
    v.name AS name,
    v.kind AS kind,
    v.amount AS amount,
    v.every AS every,
    v.every_count AS every_count,
    v.aligned_to AS aligned_to,
    v.trial_days AS trial_days,
    v.charged_in AS charged_in,
    v.proration AS proration,
    v.charged_on AS charged_on,
    v.instalments AS instalments,
    v.term_months AS term_months,
    v.falling AS falling,
    v.overdue_percentage AS overdue_percentage,
    v.grace_days AS grace_days,
    v.minimum_overdue AS minimum_overdue,
    v.minimum_fee AS minimum_fee,
    v.maximum_fee AS maximum_fee,
    v.repeated AS repeated,
    v.on_fees AS on_fees,
    v.while_suspended AS while_suspended,
    v.tax_id AS tax_id,
    v.tax_included AS tax_included
FROM version AS v
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
