"""What questions lack is made anew: remarks on options are no longer required."""

from django.db import migrations

LACKS_MORE = 2


def describe_anew(apps, schema_editor):
    """Without a kind a question's description counts as not yet made."""
    questions = apps.get_model("quizzes", "Question").objects.using(schema_editor.connection.alias)
    questions.filter(lack=LACKS_MORE).update(kind="")


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0010_classrooms")]

    operations = [migrations.RunPython(describe_anew, migrations.RunPython.noop, elidable=True)]
