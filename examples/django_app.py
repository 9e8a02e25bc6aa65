"""The questions in a Django template, in one file: `python django_app.py runserver`."""

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

import mlcareer_content as mlc

settings.configure(
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for this example, which keeps no sessions",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)

QUESTIONS = """<!doctype html>
<html lang="{{ guide.language }}">
<meta charset="utf-8">
<title>{{ guide.faq_heading }}</title>
<h1>{{ guide.faq_heading }}</h1>
<ul>
{% for question in guide.faq %}<li><a href="{% url 'question' question.id %}">{{ question.question }}</a></li>
{% endfor %}</ul>
</html>
"""
QUESTION = """<!doctype html>
<html lang="{{ guide.language }}">
<meta charset="utf-8">
<title>{{ question.question }}</title>
<h1>{{ question.question }}</h1>
{{ question.answer.html }}
<p><a href="{% url 'questions' %}">{{ guide.faq_heading }}</a></p>
</html>
"""

guide = mlc.load()


def questions(request: HttpRequest) -> HttpResponse:
    """Show every question."""
    return HttpResponse(engines["django"].from_string(QUESTIONS).render({"guide": guide}, request))


def question(request: HttpRequest, id: str) -> HttpResponse:
    """Show one question with its answer."""
    context = {"guide": guide, "question": guide.faq.get(id)}
    if not context["question"]:
        raise Http404(id)
    return HttpResponse(engines["django"].from_string(QUESTION).render(context, request))


urlpatterns = [path("", questions, name="questions"), path("<slug:id>/", question, name="question")]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
