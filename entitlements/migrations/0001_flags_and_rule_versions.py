import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('households', '0001_households_and_their_facts'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(unique=True)),
                ('parameters', models.JSONField(default=dict)),
                ('basis', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ('-valid_from',),
            },
        ),
        migrations.CreateModel(
            name='EvaluationRun',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('finished_at', models.DateTimeField()),
                ('seconds', models.FloatField()),
                ('opened', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('closed', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_last_run')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('entitlement', models.CharField(choices=[('KIP', 'KIP (sekolah)'), ('KIS', 'KIS (kesehatan)'), ('SANITATION', 'Jamban'), ('WATER', 'Air')], max_length=10)),
                ('subject_id', models.UUIDField()),
                ('row', models.CharField(max_length=3)),
                ('outcome', models.CharField(choices=[('MET', 'Terpenuhi'), ('MISSING', 'Belum'), ('IN_PROGRESS', 'Dalam proses'), ('UNKNOWN', 'Perlu data'), ('STALE', 'Kedaluwarsa'), ('NOT_APPLICABLE', 'Tidak berlaku')], max_length=14)),
                ('severity', models.PositiveSmallIntegerField()),
                ('facts', models.JSONField(default=dict)),
                ('first_seen_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('cause', models.CharField(blank=True, choices=[('died', 'meninggal'), ('moved', 'pindah'), ('exited', 'pendampingan berakhir'), ('corrected', 'data dibetulkan'), ('no_longer_applies', 'tidak berlaku lagi'), ('fixed', 'sudah terpenuhi')], max_length=17)),
                ('closing_row', models.CharField(blank=True, max_length=3)),
                ('closing_facts', models.JSONField(default=dict)),
                ('household', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='households.household')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='households.member')),
                ('rule_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entitlements.ruleversion')),
            ],
        ),
        migrations.CreateModel(
            name='FlagEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField()),
                ('row', models.CharField(max_length=3)),
                ('outcome', models.CharField(choices=[('MET', 'Terpenuhi'), ('MISSING', 'Belum'), ('IN_PROGRESS', 'Dalam proses'), ('UNKNOWN', 'Perlu data'), ('STALE', 'Kedaluwarsa'), ('NOT_APPLICABLE', 'Tidak berlaku')], max_length=14)),
                ('severity', models.PositiveSmallIntegerField()),
                ('facts', models.JSONField(default=dict)),
                ('flag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='entitlements.flag')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='households.household')),
                ('rule_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entitlements.ruleversion')),
            ],
            options={
                'ordering': ('until', 'id'),
            },
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['household', 'closed_at'], name='flags_of_a_household'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['entitlement', 'severity'], name='open_flags_by_entitlement'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('subject_id', 'entitlement'), name='a_subject_has_one_open_flag_an_entitlement'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', ''), ('closed_at', None), ('closed_on', None)), models.Q(('closed_at__isnull', False), ('closed_on__isnull', False), models.Q(('cause', ''), _negated=True)), _connector='OR'), name='a_flag_is_closed_on_a_day_for_a_cause'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['IN_PROGRESS', 'MISSING', 'STALE', 'UNKNOWN']), ('severity__range', (1, 3))), name='a_flag_has_severity_1_to_3_and_an_outcome_that_asks'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entitlement__in', ('KIP', 'KIS')), ('subject_id', models.F('member_id'))), models.Q(('entitlement__in', ('SANITATION', 'WATER')), ('member', None), ('subject_id', models.F('household_id'))), _connector='OR'), name='a_flag_is_of_a_member_or_of_a_household'),
        ),
    ]
